// What does a second look add to a detector? After table 4 of Piansaddhayanon et al. 2023
// (doi:10.1038/s41597-023-02482-8): the detector alone, the classifier alone on what the detector
// finds (weight 1), and both at the best weight; mean and deviation over three rounds.
//
// The folder holds images with boxes and two lists, one of images to learn from and one to test on.
// Epochs, scores and the weight are chosen on a fifth of the first list, never on the second.
//
// From the menu it asks for the folders.
// Argument: folder with examples, folder for the experiment, then, if you like, the list to learn
// from (train), the list to test on (val), epochs (30), rounds (3), the detector's network
// (detector) and its window in pixels (224), with a | between them. It takes an hour or more
// without a graphics card; stopped, it goes on when run again.

words = split(getArgument() + "| ", "(\\|)"); // an empty part stays one
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	words = newArray(getDirectory("Folder with examples"), getDirectory("Folder for the experiment"),
		getString("List to learn from", "train"), getString("List to test on", "val"));
if (words.length < 3) exit("Give a folder with examples and one for the experiment: cells|experiment");
training = part(2, "train");
test = part(3, "val");
epochs = part(4, "30");
rounds = part(5, "3");
network = part(6, "detector");
window = part(7, "224");

run("Run Experiment...", "folder=[" + words[0] + "] output=[" + words[1] + "] task=both"
	+ " networks=[" + network + "] split=list training=[" + training + "] test=[" + test + "]"
	+ " seeds=" + rounds + " epochs=" + epochs
	+ " options=[window=" + window + " patience=" + epochs + " averaging=0.99]"
	+ " second=[start=small reject patience=" + epochs + " averaging=0.99]");

// Mean and deviation of each column of the table.
figures = newArray("map50", "ap50", "f1", "f1_best", "class_accuracy");
lines = split(File.openAsString(words[1] + File.separator + "summary.csv"), "\n");
for (i = 1; i < lines.length; i++) {
	end = lastIndexOf(lines[i], "\""); // a method with a comma stands in quotes
	method = substring(lines[i], 1, end);
	cells = split(substring(lines[i], end + 1), "(,)");
	for (k = 0; k < figures.length; k++)
		if (cells[3] == figures[k])
			print(method + ": " + figures[k] + " " + number(cells[4]) + " +- " + number(cells[5]));
}
print("Report: " + words[1] + File.separator + "report.html");

function number(text) {
	if (text == "") return "-";
	return d2s(parseFloat(text), 3);
}

function part(i, otherwise) {
	if (words.length <= i) return otherwise;
	text = String.trim(words[i]);
	if (text == "") return otherwise;
	return text;
}
