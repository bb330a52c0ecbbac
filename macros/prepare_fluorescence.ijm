// Cleans a fluorescence image, makes a red-green picture of its channels and saves it.
//
// From the menu it works on the image that is open, or asks for one, and saves nothing.
// Argument: path of an image of two channels, then path of the result, with a | between them.

paths = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false") {
	if (nImages == 0) open(File.openDialog("Image of two channels"));
} else {
	if (paths.length != 2) exit("Give an image and a result: image.tif|prepared.tif");
	open(paths[0]);
}

run("Prepare Fluorescence...", "median halve normalise mean=64 deviation=40 red=2 green=1 blue=0");
print(getTitle() + ": " + getWidth() + " x " + getHeight() + ", " + bitDepth() + " bits");
if (paths.length > 1) saveAs("Tiff", paths[1]);
