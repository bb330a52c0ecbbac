// Cuts the cells of one image out into a folder for each class, as "Train Classifier..." wants them.
// A network says what each cell is; look through the folders and move what is wrong before you
// train.
//
// From the menu it works on the image that is open, or asks for one, and asks for the folder.
// Argument: path of an image or stack, then the folder, then, if you like, other models than those
// for living and dead cells in brightfield (detector, classifier), with a | between them.

words = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false") {
	if (nImages == 0) open(File.openDialog("Image with cells"));
	folder = getDirectory("Folder for the crops");
} else {
	if (words.length < 2) exit("Give an image and a folder: image.tif|crops");
	open(words[0]);
	folder = words[1];
}
detector = "livedead-detector";
classifier = "livedead-classifier";
if (words.length > 2) detector = words[2];
if (words.length > 3) classifier = words[3];
if (!File.isDirectory(folder)) File.makeDirectory(folder);
image = getTitle();

run("Detect Cells...", "model=[" + detector + "] classifier=[" + classifier + "] planes=all table=false");
classes = newArray(0);
for (i = 0; i < Overlay.size; i++) {
	Overlay.activateSelection(i);
	class = Roi.getProperty("class");
	if (class != "" && placeOf(class, classes) == classes.length)
		classes = Array.concat(classes, class);
}
run("Select None");
if (classes.length == 0) exit("No cell was found on " + image);

// Grey values as they are: training normalises each crop by itself.
for (c = 0; c < classes.length; c++) {
	run("Filter Cells...", "classes=[" + classes[c] + "]");
	run("Crop Cells...", "side=48 normalise=false planes=all stack=false folder=["
		+ folder + File.separator + classes[c] + "]");
	print(classes[c] + ": " + Overlay.size + " crops");
}
run("Filter Cells...", "score=0");

function placeOf(word, list) {
	for (k = 0; k < list.length; k++) if (list[k] == word) return k;
	return list.length;
}
