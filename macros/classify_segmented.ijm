// Segments the cells of one image, says with a network what each is, and saves the table, which
// holds the measurements of the outlines too.
//
// Argument: path of an image, then path of the table, then, if you like, another model than the one
// for living and dead cells in brightfield, with a | between them.

words = split(getArgument(), "|");
if (words.length < 2) exit("Give an image and a table: image.tif|cells.csv");
model = "livedead-classifier";
if (words.length > 2) model = words[2];
open(words[0]);

run("Segment Cells...", "cells=outlines smoothing=1.5 smallest=100 map=false table=false");

// Each cell keeps its outline; "turns" looks at it in eight positions.
run("Classify Cells...", "model=[" + model + "] source=overlay turns table");
print(getTitle() + ": " + nResults + " cells classified");
saveAs("Results", words[1]);
