// How well can a small network tell cells apart? After Wang et al. (circulating tumour cells): each
// cell is a crop of 30 pixels, a network learns from four fifths of the images and is tested on the
// last, five times, and the report gives mean and deviation of accuracy, F1 and AUC.
//
// The folder holds images with boxes (crops are cut round each box), or crops in a folder for each
// class, such as "Crop for Training" makes; look through these first and take out what is no cell
// or two. All crops of one image stay on the same side of a split.
//
// From the menu it asks for the folders.
// Argument: folder with examples, folder for the experiment, then, if you like, the class that F1
// and AUC are of (empty: mean of all), epochs (50), networks (small; or small,resnet18) and folds
// (5), with a | between them. It takes minutes a fold; stopped, it goes on when run again.

words = split(getArgument() + "| ", "(\\|)"); // an empty part stays one
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	words = newArray(getDirectory("Folder with examples"), getDirectory("Folder for the experiment"),
		getString("Class that F1 and AUC are of (empty: mean of all)", ""));
if (words.length < 3) exit("Give a folder with examples and one for the experiment: cells|experiment");
positive = part(2, "");
epochs = part(3, "50");
networks = part(4, "small");
folds = part(5, "5");

// In folders of crops nothing is known of the image, so training normalises each crop by itself.
run("Run Experiment...", "folder=[" + words[0] + "] output=[" + words[1] + "] task=classifier"
	+ " networks=[" + networks + "] split=folds folds=" + folds + " by=image epochs=" + epochs
	+ " positive=[" + positive + "] options=[side=30 patience=" + epochs + " averaging=0.997]");

// One row a figure: method, fraction, images, figure, mean, sd, ...
lines = split(File.openAsString(words[1] + File.separator + "summary.csv"), "\n");
for (i = 1; i < lines.length; i++) {
	cells = split(lines[i], "(,)");
	if (cells[3] == "accuracy" || cells[3] == "f1" || cells[3] == "auc")
		print(cells[0] + ": " + cells[3] + " " + number(cells[4]) + " +- " + number(cells[5]));
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
