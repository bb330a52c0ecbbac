// Cuts out every cell of an image as a file of its own, all with the same brightness and ground.
//
// From the menu it works on the image that is open, or asks for one, and asks for the folder.
// Argument: path of an image, then a folder for the crops, with a | between them.

paths = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false") {
	if (nImages == 0) open(File.openDialog("Image with cells"));
	folder = getDirectory("Folder for the crops");
} else {
	if (paths.length != 2) exit("Give an image and a folder: image.tif|crops");
	open(paths[0]);
	folder = paths[1];
}

run("Segment Cells...", "method=local smallest=20 border=remove map=false table=false");

// A stack with one slice a cell to look at, and a file for each cell.
run("Crop Cells...", "side=40 unit=pixels normalise masked=false stack folder=[" + folder + "]");
print(nSlices + " crops of " + getWidth() + " x " + getHeight() + " pixels");
