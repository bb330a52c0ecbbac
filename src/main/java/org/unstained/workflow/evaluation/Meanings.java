package org.unstained.workflow.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.unstained.report.Part.Term;
import org.unstained.report.Part.Terms;

/** What each figure of a report means, in a sentence, and where it is defined. */
final class Meanings {
  private Meanings() {}

  static Terms ofCells(boolean given) {
    List<Term> terms = new ArrayList<>();
    if (!given)
      terms.addAll(
          List.of(
              new Term(
                  "IoU",
                  "Area that two boxes share over the area that either covers; two are the same cell from the least IoU on.",
                  ""),
              new Term(
                  "precision, recall, F1",
                  "Share of the detections that are cells; share of the cells that were found; and the harmonic mean of both.",
                  ""),
              new Term(
                  "AP50, VOC",
                  "Area under the precision–recall curve at IoU 0.5 over all points, each precision raised to the greatest at any higher recall.",
                  "doi:10.1007/s11263-014-0733-5"),
              new Term(
                  "AP50 and AP50-95, COCO",
                  "The same at 101 recalls and with COCO's matching, as pycocotools gives it but without its limit of 100 detections; AP50-95 is the mean over the IoUs 0.5, 0.55 … 0.95.",
                  "doi:10.1007/978-3-319-10602-1_48"),
              new Term(
                  "bias and limits of agreement",
                  "Mean of counted − true over the images, and the range in which about 95 % of the images lie.",
                  "doi:10.1016/S0140-6736(86)90837-8")));
    terms.addAll(
        List.of(
            new Term(
                "class accuracy, balanced accuracy",
                "Share of the found cells that are called what they are; and the mean of that share over the classes, so that a rare class counts as much.",
                "doi:10.1109/ICPR.2010.764"),
            new Term(
                "kappa",
                "Agreement beyond chance: 1 for full agreement, 0 as by chance.",
                "doi:10.1177/001316446002000104"),
            new Term(
                "ROC, AUC",
                "How often a cell of the class has a higher score for it than a cell of another class; 0.5 is chance.",
                "doi:10.1148/radiology.143.1.7063747"),
            new Term(
                "DeLong's interval",
                "Where the AUC would lie with other cells of the same kind, from the ranks of the scores.",
                "doi:10.2307/2531595"),
            new Term(
                "Wilson's interval",
                "Where a share would lie with other cells of the same kind; holds for few cells, too.",
                "doi:10.1080/01621459.1927.10502953"),
            new Term(
                "bootstrap",
                "Where a figure would lie with other images of the same kind: images are drawn, not cells, because cells of one image are alike.",
                "doi:10.1214/aos/1176344552"),
            new Term(
                "ECE",
                "How far scores are from the share that is right, on average: 0 if of all cells with a score of 0.8 just 80 % are right.",
                "arXiv:1706.04599"),
            new Term(
                "Brier score",
                "Mean squared difference between score and 1 for right, 0 for wrong; 0 is best.",
                "doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2"),
            new Term(
                "Pearson r, Spearman r, p",
                "How far two figures go together along a line, or in their order; p is the probability of as much if they had nothing to do with each other. Cells of one image are alike, so p is rather too small.",
                "doi:10.2307/1412159")));
    return new Terms(terms);
  }

  static Terms ofLabels() {
    return new Terms(
        List.of(
            new Term(
                "AP at an IoU",
                "TP / (TP + FP + FN) of the cells at this IoU, as in the 2018 Data Science Bowl and StarDist; it isn't the area under a curve.",
                "doi:10.1038/s41592-019-0612-7"),
            new Term(
                "panoptic quality (PQ)",
                "SQ times RQ: mean IoU of the found cells, times F1 above an IoU of 0.5.",
                "doi:10.1109/CVPR.2019.00963"),
            new Term(
                "SEG",
                "Mean over the true cells of the IoU with the prediction that holds more than half of the cell, 0 where none does; false cells cost nothing (Cell Tracking Challenge).",
                "doi:10.1038/nmeth.4473"),
            new Term(
                "Dice",
                "Overlap of cell against background, whatever cell a pixel is in.",
                "doi:10.2307/1932409"),
            new Term(
                "bias and limits of agreement",
                "Mean of counted − true over the images, and the range in which about 95 % of the images lie.",
                "doi:10.1016/S0140-6736(86)90837-8"),
            new Term(
                "bootstrap",
                "Where a figure would lie with other images of the same kind: images are drawn again and again.",
                "doi:10.1214/aos/1176344552")));
  }
}
