// Segments all images of a folder and prints how many cells each has.
// For Fiji's script editor: it asks for the folder. Any of our commands runs like this; the names
// are those of the macro's keys.
#@ File (label = "Folder with images", style = "directory") folder
#@ CommandService commands
#@output counts

import ij.IJ
import org.unstained.command.analysis.SegmentCells

counts = [:]
folder.listFiles().findAll { it.name ==~ /(?i).*[.](tif|tiff|png)/ }.sort().each { file ->
	image = IJ.openImage(file.path)
	module = commands.run(SegmentCells, true, "image", image, "method", "local", "planes", "all",
		"map", false, "table", false).get()
	// a failure stops no script, so look at it
	failure = module.delegateObject.failure()
	if (failure.isPresent()) throw new IllegalStateException(file.name + ": " + failure.get())
	counts[file.name] = image.overlay == null ? 0 : image.overlay.size()
	println file.name + ": " + counts[file.name] + " cells"
}
