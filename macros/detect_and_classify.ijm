// Detects the cells of one image or stack with a network, has a second one look at each again,
// draws boxes with class and score on the image and gives the table.
//
// From the menu it works on the image that is open, or asks for one.
// Argument: path of an image, then path of the table, then, if you like, the least score (0-1), a
// detector and a classifier (other models than those for living and dead cells in brightfield),
// with a | between them.
// Without a screen: mvn -q compile exec:java
//   -Dexec.args="macro macros/detect_and_classify.ijm 'samples/livedead-frames.tif|target/cells.csv|0.6'"

words = split(getArgument(), "|");
score = "";
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false") {
	if (nImages == 0) open(File.openDialog("Image with cells"));
	score = getString("Least score (0-1), empty for the model's own", "");
} else {
	if (words.length < 2) exit("Give an image and a table: image.tif|cells.csv");
	open(words[0]);
	if (words.length > 2) score = words[2];
}
detector = "livedead-detector";
classifier = "livedead-classifier";
if (words.length > 3) detector = words[3];
if (words.length > 4) classifier = words[4];
title = getTitle();

// What isn't given or empty (score, overlap, weight) is as the models say.
run("Detect Cells...", "model=[" + detector + "] classifier=[" + classifier + "] score=[" + score
	+ "] planes=all table");

// The image stays the current one; the cells are in its overlay and in the table.
print(title + ": " + Overlay.size + " cells");
classes = newArray(0);
counts = newArray(0);
for (i = 0; i < nResults; i++) {
	if (getResultString("image", i) != title) continue;
	class = getResultString("class", i);
	at = placeOf(class, classes);
	if (at == classes.length) {
		classes = Array.concat(classes, class);
		counts = Array.concat(counts, 0);
	}
	counts[at]++;
}
for (i = 0; i < classes.length; i++) print(classes[i] + ": " + counts[i]);
if (words.length > 1) saveAs("Results", words[1]);

function placeOf(word, list) {
	for (k = 0; k < list.length; k++) if (list[k] == word) return k;
	return list.length;
}
