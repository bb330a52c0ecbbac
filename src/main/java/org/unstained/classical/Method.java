package org.unstained.classical;

import java.util.Locale;

/** The kinds of classifiers that learn from measurements. */
public enum Method {
  /** k nearest neighbours: the classes of the k training cells that are most alike vote. */
  KNN,
  /** Random forest: the mean of many trees, each grown from other cells and measurements. */
  FOREST,
  /** Support vector machine with a Gaussian kernel. */
  SVM;

  /** The word in macros and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such method
   */
  public static Method of(String key) {
    for (Method method : values()) if (method.key().equals(key)) return method;
    throw new IllegalArgumentException("There is no method '" + key + "'; take knn, forest or svm");
  }
}
