package org.unstained.workflow.stains;

import org.unstained.models.ModelClass;

/**
 * What cells are called by their stains.
 *
 * @param positive with the stain; of two stains, with the first only
 * @param negative without the stain; of two stains, with the second only
 * @param unknown of two stains, with neither or both
 * @throws IllegalArgumentException if a name can't be that of a class, or two are the same
 */
public record StainNames(String positive, String negative, String unknown) {
  public StainNames {
    for (String name : new String[] {positive, negative, unknown}) new ModelClass(name, 0);
    if (positive.equals(negative) || positive.equals(unknown) || negative.equals(unknown))
      throw new IllegalArgumentException(
          "'positive', 'negative' and 'unknown' are three names, got '%s', '%s' and '%s'."
              .formatted(positive, negative, unknown));
  }
}
