// Cleans a fluorescence image, makes a red-green picture of its channels and saves it.
//
// Argument: path of an image of two channels, then path of the result, with a | between them.

paths = split(getArgument(), "|");
if (paths.length != 2) exit("Give an image and a result: image.tif|prepared.tif");
open(paths[0]);

run("Prepare Fluorescence...", "median halve normalise mean=64 deviation=40 red=2 green=1 blue=0");
print(getTitle() + ": " + getWidth() + " x " + getHeight() + ", " + bitDepth() + " bits");
saveAs("Tiff", paths[1]);
