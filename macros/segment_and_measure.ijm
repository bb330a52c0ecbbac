// Segments the cells of one image, draws them on it and saves the table.
//
// Argument: path of an image, then path of the table, with a | between them.
// Without a screen: mvn -q compile exec:java
//   -Dexec.args="macro macros/segment_and_measure.ijm 'samples/fluorescence.png|target/cells.csv'"

paths = split(getArgument(), "|");
if (paths.length != 2) exit("Give an image and a table: image.tif|cells.csv");
open(paths[0]);
title = getTitle();

// Areas are in µm² if the image is calibrated, in pixels if not.
run("Segment Cells...", "cells=bright method=local smallest=20 border=keep map table");

// The image stays the current one; the cells are in its overlay and in the table.
print(title + ": " + Overlay.size + " cells");
print("mean area: " + meanOf("area_px2") + " pixels");
saveAs("Results", paths[1]);

function meanOf(column) {
	sum = 0;
	for (i = 0; i < nResults; i++) sum += getResult(column, i);
	return d2s(sum / nResults, 1);
}
