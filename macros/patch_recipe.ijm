// What are the patches of a picture without stain, learned from a stain? After Pattarone et al. 2021
// (doi:10.1038/s41598-021-89895-w): patches of images with a stain get classes by its mean
// brightness, empty ones are left out, a network learns from the other channel, and the last image
// of the folder, which it never saw, is mapped.
//
// The folder holds images of two channels, the stain in one of them.
// From the menu it asks for the folders.
// Argument: folder of images, folder for results, then, if you like, the channel of the stain (2),
// the side of a patch in pixels (224), the step (half the side), the network (resnet18), epochs
// (30), what the network sees of a side in pixels (64), and the stain's limits low and high (by a
// mixture of two bell curves for each image), with a | between them. Crops that lie in the folder
// for results from an earlier run are taken as they are: look them through and run it again.

words = split(getArgument() + "| ", "(\\|)"); // an empty part stays one
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	words = newArray(getDirectory("Folder of images with a stain"), getDirectory("Folder for results"), "");
if (words.length < 3) exit("Give a folder of images and one for results: stained|results");
stain = part(2, "2");
size = part(3, "224");
step = part(4, d2s(maxOf(1, floor(parseInt(size) / 2)), 0));
network = part(5, "resnet18");
epochs = part(6, "30");
side = part(7, "64");
low = part(8, "");
high = part(9, "");
limits = "method=mixture";
if (low != "") limits = "method=threshold low=" + low + " high=" + high;
seen = "1";
if (stain == "1") seen = "2";
root = words[1] + File.separator;
crops = root + "crops";

files = images(words[0]);
if (files.length < 2) exit("There are " + files.length + " images in " + words[0] + ", and it takes two: one to learn from, one to map");
if (!File.isDirectory(words[1])) File.makeDirectory(words[1]);
if (!File.isDirectory(crops)) {
	File.makeDirectory(crops);
	for (i = 0; i < files.length - 1; i++) {
		open(words[0] + File.separator + files[i]);
		run("Label by Fluorescence...", "cells=grid size=" + size + " step=" + step + " empty=content channel="
			+ stain + " " + limits + " planes=all table=false");
		cut("stained");
		cut("unstained");
		close();
	}
}

// Each patch by itself has a mean brightness of its own, as the crops do.
run("Train Classifier...", "folder=[" + crops + "] name=patch-recipe start=" + network + " channels=" + seen
	+ " side=" + side + " fit=resize statistics=crop shift=0 averaging=0.98 epochs=" + epochs + " patience=" + epochs
	+ " replace output=[" + root + "training]");

open(words[0] + File.separator + files[files.length - 1]);
title = getTitle();
name = replace(title, "(\\.ome)?\\.[A-Za-z]+$", "");
run("Classify Patches...", "model=patch-recipe channels=" + seen + " size=" + size + " step=" + step
	+ " empty=content planes=all");
saveAs("Results", root + name + "-patches.csv");
save(name + "-classes");
save(name + "-stained-probability");
selectImage(title);
print("Maps of " + title + ": " + words[1]);

// The patches of one class into its folder.
function cut(class) {
	count = 0;
	for (k = 0; k < Overlay.size; k++) {
		Overlay.activateSelection(k);
		if (Roi.getProperty("class") == class) count++;
	}
	run("Select None");
	print(getTitle() + ": " + count + " " + class);
	if (count == 0) return;
	run("Filter Cells...", "classes=" + class);
	run("Crop Cells...", "side=" + size + " normalise=false planes=all stack=false folder=["
		+ crops + File.separator + class + "]");
	run("Filter Cells...", "score=0");
}

function save(image) {
	selectImage(image);
	saveAs("Tiff", root + image + ".tif");
}

function images(folder) {
	found = newArray(0);
	all = Array.sort(getFileList(folder));
	for (k = 0; k < all.length; k++)
		if (matches(toLowerCase(all[k]), ".*[.](tif|tiff|png)$")) found = Array.concat(found, all[k]);
	return found;
}

function part(i, otherwise) {
	if (words.length <= i) return otherwise;
	text = String.trim(words[i]);
	if (text == "") return otherwise;
	return text;
}
