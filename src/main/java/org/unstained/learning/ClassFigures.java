package org.unstained.learning;

import java.util.Optional;

/**
 * How one class came off.
 *
 * @param name of the class
 * @param cells of it in the ground truth, difficult ones aside
 * @param called so many detections were called so
 * @param right of these are cells of the class
 * @param precision right of the called ones, with Wilson's interval
 * @param recall right of the cells, with Wilson's interval
 * @param f1 of both; NaN if the class occurs nowhere
 * @param ap50Voc average precision at IoU 0.5 over all points; NaN without cells or scores
 * @param ap50Coco the same at COCO's 101 recalls and by its matching
 * @param area under the ROC curve of the class's score among the cells that were found, with
 *     DeLong's interval; empty where nobody knows the scores of the classes
 * @param roc that curve; no points if there is none
 */
public record ClassFigures(
    String name,
    long cells,
    long called,
    long right,
    Estimate precision,
    Estimate recall,
    double f1,
    double ap50Voc,
    double ap50Coco,
    Optional<Estimate> area,
    RocCurve roc) {}
