// Segments the cells of one image, draws them on it and gives the table.
//
// From the menu it works on the image that is open, or asks for one.
// Argument: path of an image, then path of the table, with a | between them.
// Without a screen: mvn -q compile exec:java
//   -Dexec.args="macro macros/segment_and_measure.ijm 'samples/fluorescence.png|target/cells.csv'"

paths = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false") {
	if (nImages == 0) open(File.openDialog("Image with cells"));
} else {
	if (paths.length != 2) exit("Give an image and a table: image.tif|cells.csv");
	open(paths[0]);
}
title = getTitle();

// Areas are in µm² if the image is calibrated, in pixels if not.
run("Segment Cells...", "cells=bright method=local smallest=20 border=keep map=false table");

// The image stays the current one; the cells are in its overlay and in the table.
print(title + ": " + Overlay.size + " cells");
print("mean area: " + meanOf("area_px2", title) + " pixels");
if (paths.length > 1) saveAs("Results", paths[1]);

// Rows of other images may stand in the table, too.
function meanOf(column, image) {
	sum = 0;
	n = 0;
	for (i = 0; i < nResults; i++) {
		if (getResultString("image", i) != image) continue;
		sum += getResult(column, i);
		n++;
	}
	return d2s(sum / n, 1);
}
