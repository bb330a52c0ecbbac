package org.unstained.segment;

/** The plane with its sign turned, so that dark cells become the bright ones. */
final class Negative extends Filter {

  Negative(Rows source) {
    super(source);
  }

  @Override
  public void read(int from, int to, float[][] into) {
    source.read(from, to, into);
    for (int i = 0; i < to - from; i++) {
      float[] row = into[i];
      for (int x = 0; x < row.length; x++) row[x] = -row[x];
    }
  }
}
