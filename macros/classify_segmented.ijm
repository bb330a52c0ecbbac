// Segments the cells of one image, says with a network what each is, and gives the table, which
// holds the measurements of the outlines too.
//
// From the menu it works on the image that is open, or asks for one.
// Argument: path of an image, then path of the table, then, if you like, another model than the one
// for living and dead cells in brightfield, with a | between them.

words = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false") {
	if (nImages == 0) open(File.openDialog("Image with cells"));
} else {
	if (words.length < 2) exit("Give an image and a table: image.tif|cells.csv");
	open(words[0]);
}
model = "livedead-classifier";
if (words.length > 2) model = words[2];

run("Segment Cells...", "cells=outlines smoothing=1.5 smallest=100 map=false table=false");

// Each cell keeps its outline; "turns" looks at it in eight positions.
run("Classify Cells...", "model=[" + model + "] source=overlay turns table");
print(getTitle() + ": " + Overlay.size + " cells classified");
if (words.length > 1) saveAs("Results", words[1]);
