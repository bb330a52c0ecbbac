package org.unstained.image;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a file says about it. */
final class FileNames {

  /** Endings of more than one part; they go before the others. */
  private static final List<String> DOUBLE =
      List.of(".ome.tiff", ".ome.tif", ".ome.btf", ".ome.tf2", ".ome.tf8", ".nii.gz");

  /** Endings of image files that ImageJ or Bio-Formats read, without the dot. */
  private static final Set<String> IMAGES =
      Set.of(
          "tif", "tiff", "btf", "tf2", "tf8", "png", "jpg", "jpeg", "gif", "bmp", "pgm", "ppm",
          "pbm", "dcm", "dicom", "fits", "fit", "fts", "nd2", "czi", "lif", "lsm", "oib", "oif",
          "oir", "vsi", "stk", "nd", "spe", "sld", "sldy", "zvi", "ims", "dv", "r3d", "ics", "ids",
          "mrc", "flex", "ipl", "ipw", "svs", "ndpi", "scn", "mvd2", "sif", "xdce", "zarr", "jp2",
          "jpx", "nrrd", "mha", "mhd", "nii", "h5", "avi");

  private FileNames() {}

  static boolean isImage(String name) {
    String ending = extension(name);
    return !ending.isEmpty() && ending.length() < name.length();
  }

  static String withoutExtension(String name) {
    String ending = extension(name);
    return ending.length() < name.length()
        ? name.substring(0, name.length() - ending.length())
        : name;
  }

  /** The ending with its dots, or nothing if it isn't one of an image. */
  private static String extension(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : DOUBLE)
      if (lower.endsWith(ending)) return name.substring(name.length() - ending.length());
    int dot = name.lastIndexOf('.');
    return dot >= 0 && IMAGES.contains(lower.substring(dot + 1)) ? name.substring(dot) : "";
  }
}
