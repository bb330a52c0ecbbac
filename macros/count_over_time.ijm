// Counts the cells of each class in every frame of a stack, living and dead ones for example, and
// plots the counts over time.
//
// From the menu it works on the stack that is open, or asks for one.
// Argument: path of a stack, then a folder for counts.csv, cells.csv and plot.png, then, if you
// like, other models than those for living and dead cells in brightfield (detector, classifier),
// with a | between them.

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
stack = getTitle();
Stack.getDimensions(width, height, channels, slices, frames);
interval = Stack.getFrameInterval();
over = "frame";
if (frames == 1 && slices > 1) { // a film whose frames were opened as slices
	over = "slice";
	frames = slices;
}

run("Detect Cells...", "model=[" + detector + "] classifier=[" + classifier + "] planes=all table");

// For each class a count a frame, one class after the other; a frame without cells keeps its 0.
classes = newArray(0);
counts = newArray(0);
for (i = 0; i < nResults; i++) {
	if (getResultString("image", i) != stack) continue;
	class = getResultString("class", i);
	at = placeOf(class, classes);
	if (at == classes.length) {
		classes = Array.concat(classes, class);
		counts = Array.concat(counts, newArray(frames));
	}
	place = at * frames + getResult(over, i) - 1;
	counts[place]++;
}
if (classes.length == 0) exit("No cell was found on " + stack);
if (words.length > 1) {
	if (!File.isDirectory(words[1])) File.makeDirectory(words[1]);
	saveAs("Results", words[1] + File.separator + "cells.csv");
}

// Time is in the stack's own unit if it has one, otherwise in frames.
time = newArray(frames);
for (f = 0; f < frames; f++) time[f] = f + 1;
axis = over;
if (interval > 0) {
	Stack.getUnits(x, y, z, unit, value);
	for (f = 0; f < frames; f++) time[f] = f * interval;
	axis = "time (" + unit + ")";
}
// Orange and blue look different to all eyes.
colours = newArray("#0072b2", "#d55e00", "#009e73", "#cc79a7");
Plot.create("Cells over time of " + stack, axis, "cells");
text = over;
for (c = 0; c < classes.length; c++) {
	text = text + "," + classes[c];
	colour = colours[c % colours.length];
	Plot.setColor(colour, colour); // points and line
	Plot.setLineWidth(2);
	Plot.add("connected circle", time, Array.slice(counts, c * frames, (c + 1) * frames));
}
Plot.setLimits(time[0], maxOf(time[frames - 1], time[0] + 1), 0, largest(counts) * 1.3);
Plot.setLegend(String.join(classes, "\t"), "top-right");
for (f = 0; f < frames; f++) {
	text = text + "\n" + (f + 1);
	for (c = 0; c < classes.length; c++) text = text + "," + counts[c * frames + f];
}
print(text);
Plot.show();
if (words.length > 1) {
	saveAs("PNG", words[1] + File.separator + "plot.png");
	File.saveString(text + "\n", words[1] + File.separator + "counts.csv");
}

function placeOf(word, list) {
	for (k = 0; k < list.length; k++) if (list[k] == word) return k;
	return list.length;
}

function largest(numbers) {
	Array.getStatistics(numbers, least, most);
	return most;
}
