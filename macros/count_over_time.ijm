// Counts the cells of each class in every frame of a stack, living and dead ones for example, and
// plots the counts over time.
//
// From the menu it works on the stack that is open, or asks for one.
// Argument: path of a stack, then a folder for cells.csv, counts.csv, plots and report.html, then,
// if you like, other models than those for living and dead cells in brightfield (detector,
// classifier), with a | between them.

words = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false") {
	if (nImages == 0) open(File.openDialog("Stack of frames"));
} else {
	if (words.length < 2) exit("Give a stack and a folder: stack.tif|results");
	open(words[0]);
}
detector = "livedead-detector";
classifier = "livedead-classifier";
if (words.length > 2) detector = words[2];
if (words.length > 3) classifier = words[3];

run("Detect Cells...", "model=[" + detector + "] classifier=[" + classifier + "] planes=all table");
options = "source=image";
if (words.length > 1) {
	if (!File.isDirectory(words[1])) File.makeDirectory(words[1]);
	saveAs("Results", words[1] + File.separator + "cells.csv");
	options = options + " output=[" + words[1] + "]";
}
run("Plot Counts...", options);

// The table of counts has a row a frame.
headings = split(Table.headings, "\t");
for (row = 0; row < nResults; row++) {
	line = "";
	for (i = 0; i < headings.length; i++) {
		if (startsWith(headings[i], "n_"))
			line = line + ", " + getResult(headings[i], row) + " " + substring(headings[i], 2);
	}
	print("" + (row + 1) + ": " + substring(line, 2));
}
