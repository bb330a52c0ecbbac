// Segments all images of a folder and saves the label maps and one table.
// (The command line's "batch" does more: pictures, ROI files, failures.)
//
// Argument: input folder, then output folder, with a | between them.

folders = split(getArgument(), "|");
if (folders.length != 2) exit("Give two folders: input|output");
input = folders[0] + File.separator;
output = folders[1] + File.separator;
File.makeDirectory(output);

setBatchMode(true);
names = getFileList(input);
for (i = 0; i < names.length; i++) {
	if (!endsWith(names[i], ".tif") && !endsWith(names[i], ".png")) continue;
	open(input + names[i]);
	image = getTitle();
	run("Segment Cells...", "method=local smallest=20 planes=all map table");
	print(image + ": " + Overlay.size + " cells");
	selectImage(File.getNameWithoutExtension(names[i]) + "-labels");
	saveAs("Tiff", output + File.getNameWithoutExtension(names[i]) + "-labels.tif");
	close();
	selectImage(image);
	close();
}
// Rows of all images stand in one table; the column "image" tells them apart.
saveAs("Results", output + "cells.csv");
