// Segments all images of a folder and saves the label maps and one table.
// (Batch Folder and the command line's "batch" do more: pictures, ROI files, failures.)
//
// From the menu it asks for the folders.
// Argument: input folder, then output folder, with a | between them.

folders = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	folders = newArray(getDirectory("Folder with images"), getDirectory("Folder for the results"));
if (folders.length != 2) exit("Give two folders: input|output");
input = folders[0] + File.separator;
output = folders[1] + File.separator;
if (!File.isDirectory(input)) exit("There is no folder " + folders[0]);
if (!File.isDirectory(output)) File.makeDirectory(output);

setBatchMode(true);
if (nResults > 0) run("Clear Results");
names = getFileList(input);
images = 0;
for (i = 0; i < names.length; i++) {
	if (!matches(toLowerCase(names[i]), ".*[.](tif|tiff|png|jpg|jpeg)")) continue;
	open(input + names[i]);
	image = getTitle();
	run("Segment Cells...", "method=local smallest=20 planes=all map table");
	print(image + ": " + Overlay.size + " cells");
	selectImage(File.getNameWithoutExtension(names[i]) + "-labels");
	saveAs("Tiff", output + File.getNameWithoutExtension(names[i]) + "-labels.tif");
	close();
	selectImage(image);
	close();
	images++;
}
if (images == 0) exit("There is no image (TIFF, PNG, JPEG) in " + folders[0]);
// Rows of all images stand in one table; the column "image" tells them apart.
saveAs("Results", output + "cells.csv");
