// Which cell is which, by five measurements of its outline: the recipe of the EPFL report on three
// types of cells (nearest neighbours, number of neighbours by cross-validation), with images whose
// cells are boxes in Pascal VOC files. Cells are segmented, each takes the class of the box that it
// fills, and the table of all cells trains one classifier after the other.
//
// From the menu it asks for the folders.
// Argument: folder of images, folder of their annotations (XML), folder for results, then, if you
// like, options of Segment Cells (method=otsu ...), the least overlap of cell and box (0.5) and options
// of Run Experiment (folds=5 epochs=10), with a | between them. Results: cells.csv (a line a cell), scores.csv
// (a line a classifier), for each classifier its predictions, confusion matrix and curve; labels (the
// outlines with their classes, GeoJSON) and experiment, whose report puts the same classifiers and a
// small network that looks at crops of the same cells into one table.

words = split(getArgument(), "(\\|)"); // an empty part stays one
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	words = newArray(getDirectory("Folder of images"), getDirectory("Folder of annotations"),
		getDirectory("Folder for results"));
if (words.length < 3) exit("Give images, annotations and results: images|annotations|results");
images = words[0];
annotations = words[1];
results = words[2];
segment = "";
overlap = 0.5;
experiment = "folds=5 epochs=10";
if (words.length > 3) segment = words[3];
if (words.length > 4) overlap = parseFloat(words[4]);
if (words.length > 5) experiment = words[5];
if (!File.isDirectory(images)) exit("There is no folder " + images);
if (!File.isDirectory(annotations)) exit("There is no folder " + annotations);
if (!File.isDirectory(results)) File.makeDirectory(results);

columns = newArray("x_px", "y_px", "width_px", "height_px", "area_px2", "perimeter_px", "convexity",
	"solidity", "compactness");
table = results + File.separator + "cells.csv";
File.saveString("image,class," + String.join(columns, ",") + "\n", table);
labels = results + File.separator + "labels";
File.makeDirectory(labels);
File.saveString(absolute(images), labels + File.separator + "images.txt");
files = getFileList(images);
setBatchMode(true);
all = 0;
matched = 0;
for (f = 0; f < files.length; f++) {
	stem = File.getNameWithoutExtension(files[f]);
	xml = annotations + File.separator + stem + ".xml";
	if (!File.exists(xml)) continue;
	boxes = split(File.openAsString(xml), "(<object>)");
	open(images + File.separator + files[f]);
	run("Clear Results");
	run("Segment Cells...", segment);
	text = "";
	classes = newArray(0);
	cells = newArray(0);
	for (row = 0; row < nResults; row++) {
		class = classOf(row, boxes);
		all++;
		if (class == "") continue;
		matched++;
		known = indexIn(classes, class);
		if (known < 0) {
			known = classes.length;
			classes = Array.concat(classes, class);
			cells = Array.concat(cells, "");
		}
		cells[known] = cells[known] + "," + getResult("cell", row);
		line = files[f] + "," + class;
		for (c = 0; c < columns.length; c++) line += "," + getResult(columns[c], row);
		text += line + "\n";
	}
	if (text != "") {
		File.append(substring(text, 0, lengthOf(text) - 1), table);
		for (c = 0; c < classes.length; c++)
			run("Label Cells...", "label=[" + classes[c] + "] cells=" + substring(cells[c], 1));
		run("Export Labels...", "format=geojson target=[" + labels + "]");
	}
	close();
}
print(matched + " of " + all + " cells fill a box and have its class");
if (matched == 0) exit("No cell fills a box. Give other options for Segment Cells");

train = "cells=tables csv=[" + table + "] replace report=[" + results + "] ";
run("Train Classical Classifier...", train + "method=knn distance=best name=[epfl knn]");
run("Train Classical Classifier...", train + "method=knn distance=best components=2 name=[epfl knn pca]");
run("Train Classical Classifier...", train + "method=forest name=[epfl forest]");
run("Train Classical Classifier...", train + "method=svm name=[epfl svm]");

// The same cells through a network: one division of the images, one table.
run("Run Experiment...", "folder=[" + labels + "] output=[" + results + File.separator + "experiment]"
	+ " networks=knn,forest,svm,small split=folds by=image " + experiment);
print("Report: " + results + File.separator + "experiment" + File.separator + "report.html");

function indexIn(list, value) {
	for (i = 0; i < list.length; i++) if (list[i] == value) return i;
	return -1;
}

function absolute(path) {
	if (startsWith(path, "/") || indexOf(path, ":") == 1) return path;
	return call("java.lang.System.getProperty", "user.dir") + File.separator + path;
}

// The class of the box that a cell overlaps most, if their intersection over union is enough.
function classOf(row, boxes) {
	x = getResult("x_px", row);
	y = getResult("y_px", row);
	w = getResult("width_px", row);
	h = getResult("height_px", row);
	best = overlap;
	class = "";
	for (b = 1; b < boxes.length; b++) {
		left = parseFloat(element(boxes[b], "xmin"));
		top = parseFloat(element(boxes[b], "ymin"));
		right = parseFloat(element(boxes[b], "xmax"));
		bottom = parseFloat(element(boxes[b], "ymax"));
		across = minOf(x + w, right) - maxOf(x, left);
		down = minOf(y + h, bottom) - maxOf(y, top);
		if (across <= 0 || down <= 0) continue;
		both = across * down;
		iou = both / (w * h + (right - left) * (bottom - top) - both);
		if (iou >= best) {
			best = iou;
			class = element(boxes[b], "name");
		}
	}
	return class;
}

function element(xml, name) {
	start = indexOf(xml, "<" + name + ">");
	if (start < 0) return "";
	return substring(xml, start + lengthOf(name) + 2, indexOf(xml, "</" + name + ">"));
}
