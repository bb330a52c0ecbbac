package org.unstained.workflow.folder;

import java.nio.file.Path;

/**
 * One image that a folder run works on.
 *
 * @param file that holds it
 * @param series its number among the images of the file, from 1
 * @param name in tables: the path below the folder, with the series where there are several
 * @param stem what its results begin with, from the output folder on, parted by slashes
 * @param problem why it can't be opened, if that is known already; else empty
 */
record FolderImage(Path file, int series, String name, String stem, String problem) {}
