// Which cell is which, by five measurements of its outline: the recipe of the EPFL report on three
// types of cells (nearest neighbours, number of neighbours by cross-validation), with images whose
// cells are boxes in Pascal VOC files. Cells are segmented, each takes the class of the box that it
// fills, and the tables of all cells train one classifier after the other.
//
// From the menu it asks for the folders.
// Argument: folder of images, folder of their annotations (XML), folder for results, then, if you
// like, options of Segment Cells (method=otsu ...), the least overlap of cell and box (0.5) and options
// of Run Experiment (folds=5 epochs=10), with a | between them. Results: cells (a table an image),
// scores.csv (a line a classifier), for each classifier its predictions, confusion matrix and curve;
// labels (the outlines with their classes, GeoJSON) and experiment, whose report puts the same
// classifiers and a small network that looks at crops of the same cells into one table.

words = split(getArgument(), "(\\|)"); // an empty part stays one
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	words = newArray(getDirectory("Folder of images"), getDirectory("Folder of annotations"),
		getDirectory("Folder for results"));
if (words.length < 3) exit("Give images, annotations and results: images|annotations|results");
images = words[0];
annotations = words[1];
results = words[2] + File.separator;
segment = part(3, "");
overlap = parseFloat(part(4, "0.5"));
experiment = part(5, "folds=5 epochs=10");
if (!File.isDirectory(images)) exit("There is no folder " + images);
if (!File.isDirectory(annotations)) exit("There is no folder " + annotations);
File.makeDirectory(results);
File.makeDirectory(results + "cells");
File.makeDirectory(results + "labels");
File.saveString(absolute(images), results + "labels" + File.separator + "images.txt");

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
	all += nResults;
	here = 0;
	for (row = 0; row < nResults; row++) {
		class = classOf(row, boxes);
		if (class == "") continue;
		run("Label Cells...", "label=[" + class + "] cells=" + getResult("cell", row));
		here++;
	}
	matched += here;
	if (here > 0) {
		saveAs("Results", results + "cells" + File.separator + stem + ".csv");
		run("Export Labels...", "format=geojson target=[" + results + "labels]");
	}
	close();
}
print(matched + " of " + all + " cells fill a box and have its class");
if (matched == 0) exit("No cell fills a box. Give other options for Segment Cells");

train = "cells=tables csv=[" + results + "cells] replace report=[" + words[2] + "] ";
run("Train Classical Classifier...", train + "method=knn distance=best name=[epfl knn]");
run("Train Classical Classifier...", train + "method=knn distance=best components=2 name=[epfl knn pca]");
run("Train Classical Classifier...", train + "method=forest name=[epfl forest]");
run("Train Classical Classifier...", train + "method=svm name=[epfl svm]");

// The same cells through a network: one division of the images, one table.
run("Run Experiment...", "folder=[" + results + "labels] output=[" + results + "experiment]"
	+ " networks=knn,forest,svm,small split=folds by=image " + experiment);
print("Report: " + results + "experiment" + File.separator + "report.html");

function part(i, otherwise) {
	if (words.length <= i) return otherwise; // the other side of an or would be looked at, too
	if (String.trim(words[i]) == "") return otherwise;
	return words[i];
}

function absolute(path) {
	if (startsWith(path, "/") || indexOf(path, ":") == 1) return path;
	return call("java.lang.System.getProperty", "user.dir") + File.separator + path;
}

// The class of the box that a cell overlaps most, if their intersection over union is enough.
function classOf(row, boxes) {
	best = overlap;
	class = "";
	for (b = 1; b < boxes.length; b++) {
		across = shared(row, "x_px", "width_px", boxes[b], "x");
		down = shared(row, "y_px", "height_px", boxes[b], "y");
		if (across <= 0 || down <= 0) continue;
		box = (number(boxes[b], "xmax") - number(boxes[b], "xmin"))
			* (number(boxes[b], "ymax") - number(boxes[b], "ymin"));
		cell = getResult("width_px", row) * getResult("height_px", row);
		iou = across * down / (cell + box - across * down);
		if (iou >= best) {
			best = iou;
			class = element(boxes[b], "name");
		}
	}
	return class;
}

function shared(row, first, side, box, axis) {
	end = minOf(getResult(first, row) + getResult(side, row), number(box, axis + "max"));
	return end - maxOf(getResult(first, row), number(box, axis + "min"));
}

function number(xml, name) {
	return parseFloat(element(xml, name));
}

function element(xml, name) {
	start = indexOf(xml, "<" + name + ">");
	if (start < 0) return "";
	return substring(xml, start + lengthOf(name) + 2, indexOf(xml, "</" + name + ">"));
}
