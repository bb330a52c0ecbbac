package org.unstained.models;

/**
 * The methods of a classifier's TorchScript by which one sees into it: {@code maps} takes what the
 * network takes and returns the last layer before the classifier, (B, C, h, w); {@code scores}
 * takes that and returns what the network returns.
 *
 * @param maps name of a method
 * @param scores name of a method
 * @throws IllegalArgumentException if one is no name of a method
 */
public record LastLayer(String maps, String scores) {
  /** As our own networks have them. */
  public static final LastLayer STANDARD = new LastLayer("maps", "scores");

  public LastLayer {
    for (String name : new String[] {maps, scores})
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*"))
        throw new IllegalArgumentException(
            "A method's name has letters, digits and _, got '%s'".formatted(name));
  }
}
