# Detects cells on an image with a network and counts those of each class.
# For Fiji's script editor (Jython): it asks for the image. Any of our commands runs like this; the
# names are those of the macro's keys.
#@ File (label = "Image with cells") path
#@ String (label = "Model", value = "livedead-detector") model
#@ CommandService commands
#@output counts

from ij import IJ
from org.unstained.command.analysis import DetectCells

image = IJ.openImage(path.getPath())
module = commands.run(DetectCells, True, ["image", image, "model", model, "planes", "all", "table", False]).get()
# a failure stops no script, so look at it
failure = module.getDelegateObject().failure()
if failure.isPresent():
    raise RuntimeError(failure.get())

counts = {}
for roi in image.getOverlay() or []:
    kind = roi.getProperty("class")
    counts[kind] = counts.get(kind, 0) + 1
for kind in sorted(counts):
    print("%s: %d" % (kind, counts[kind]))
