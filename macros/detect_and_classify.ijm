// Detects the cells of one image or stack with a network, has a second one look at each again,
// draws boxes with class and score on the image and saves the table.
//
// Argument: path of an image, then path of the table, then, if you like, other models than those
// for living and dead cells in brightfield, with a | between them.
// Without a screen: mvn -q compile exec:java
//   -Dexec.args="macro macros/detect_and_classify.ijm 'samples/livedead-frames.tif|target/cells.csv'"

words = split(getArgument(), "|");
if (words.length < 2) exit("Give an image and a table: image.tif|cells.csv");
detector = "livedead-detector";
classifier = "livedead-classifier";
if (words.length > 2) detector = words[2];
if (words.length > 3) classifier = words[3];
open(words[0]);
title = getTitle();

// What isn't given (score, overlap, weight) is as the models say.
run("Detect Cells...", "model=[" + detector + "] classifier=[" + classifier + "] planes=all table");

// The image stays the current one; the cells are in its overlay and in the table.
print(title + ": " + Overlay.size + " cells");
classes = newArray(0);
counts = newArray(0);
for (i = 0; i < nResults; i++) {
	class = getResultString("class", i);
	at = indexOf(classes, class);
	if (at < 0) {
		at = classes.length;
		classes = Array.concat(classes, class);
		counts = Array.concat(counts, 0);
	}
	counts[at]++;
}
for (i = 0; i < classes.length; i++) print(classes[i] + ": " + counts[i]);
saveAs("Results", words[1]);

function indexOf(list, word) {
	for (k = 0; k < list.length; k++) if (list[k] == word) return k;
	return -1;
}
