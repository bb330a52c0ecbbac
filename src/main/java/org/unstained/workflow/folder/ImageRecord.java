package org.unstained.workflow.folder;

import java.util.List;
import java.util.Map;
import org.unstained.workflow.files.FileContent;

/**
 * What a folder run remembers of an image that went well. It is written when all files of the image
 * lie in their place, so an image with a record is finished.
 *
 * @param key of all that its results depend on but its content
 * @param image as tables call it
 * @param content of its file when it was read
 * @param cells how many were found
 * @param seconds that reading, work and writing took together
 * @param files that were written, from the output folder on, with their lengths; of a folder (with
 *     a slash at its end) that of all its files together
 * @param summary its rows of {@code summary.csv}
 */
record ImageRecord(
    String key,
    String image,
    FileContent content,
    int cells,
    double seconds,
    Map<String, Long> files,
    List<List<String>> summary) {}
