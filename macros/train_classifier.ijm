// Trains a classifier from a folder with one folder of crops for each class, and installs it.
// "Crop for Training" makes such folders.
//
// From the menu it asks for the folder and the name.
// Argument: the folder, then the name of the model, then, if you like, how many epochs (60), with a
// | between them.

words = split(getArgument(), "|");
if (getArgument() == "" && call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	words = newArray(getDirectory("Folder with a folder of crops for each class"),
		getString("Name of the model", "my-classifier"));
if (words.length < 2) exit("Give a folder and a name: crops|my-classifier");
epochs = 60;
if (words.length > 2) epochs = words[2];

// side: what the network sees of each crop, in pixels. Training stops by itself if it gets no better.
run("Train Classifier...", "folder=[" + words[0] + "] name=[" + words[1] + "] epochs=" + epochs
	+ " start=small side=48 augmentation=standard");
