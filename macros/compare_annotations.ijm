// Says how well two folders of Pascal VOC annotations agree, at three strengths of overlap: those of
// two people, or of a person and a program.
//
// From the menu it asks for the folders.
// Argument: folder of the truth, folder to compare, then path of the table for overlap 0.5, with a
// | between them.

words = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	words = newArray(getDirectory("Folder of the truth"), getDirectory("Folder to compare"));
if (words.length < 2) exit("Give two folders and a table: truth|predicted|table.csv");

// The last row of the table is for all images together. The usual overlap comes last and stays.
overlaps = newArray(0.9, 0.75, 0.5);
for (i = 0; i < overlaps.length; i++) {
	run("Compare Annotations...", "truth=[" + words[0] + "] predicted=[" + words[1] + "] iou="
		+ overlaps[i]);
	all = nResults - 1;
	print("IoU " + overlaps[i] + ": F1 " + d2s(getResult("f1", all), 3)
		+ ", precision " + d2s(getResult("precision", all), 3)
		+ ", recall " + d2s(getResult("recall", all), 3)
		+ ", mean IoU " + d2s(getResult("mean_iou", all), 3)
		+ ", classes alike " + d2s(getResult("class_accuracy", all), 3)
		+ ", kappa " + d2s(getResult("class_kappa", all), 3));
}
if (words.length > 2) saveAs("Results", words[2]);
