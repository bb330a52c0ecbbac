// Cuts out every cell of an image as a file of its own, all with the same brightness and ground.
//
// Argument: path of an image, then a folder for the crops, with a | between them.

paths = split(getArgument(), "|");
if (paths.length != 2) exit("Give an image and a folder: image.tif|crops");
open(paths[0]);
image = getTitle();

run("Segment Cells...", "method=local smallest=20 border=remove map=false table=false");

// A stack with one slice a cell to look at, and a file for each cell.
run("Crop Cells...", "side=40 unit=pixels normalise masked=false stack folder=[" + paths[1] + "]");
print(nSlices + " crops of " + getWidth() + " x " + getHeight() + " pixels");
