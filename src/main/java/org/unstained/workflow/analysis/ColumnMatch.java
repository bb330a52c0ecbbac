package org.unstained.workflow.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unstained.cells.Measurement;
import org.unstained.cells.Measurement.Dimension;
import org.unstained.image.LengthUnit;

/**
 * Where the measurements that a classifier wants stand among those that cells have, and what they
 * are multiplied with to come into its units.
 *
 * @param places one for each wanted column
 * @param factors one for each wanted column
 */
public record ColumnMatch(int[] places, double[] factors) {

  /**
   * Lengths and areas are converted between units of length; pixels only fit pixels. The intensity
   * of an image's only channel is that of channel 1.
   *
   * @param who wants them, for the message
   * @param where they should be, for the message
   * @throws IllegalArgumentException if one isn't there or has a unit that can't be converted; says
   *     what to do
   */
  public static ColumnMatch of(List<String> wanted, List<String> there, String who, String where) {
    int[] places = new int[wanted.size()];
    double[] factors = new double[wanted.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = there.indexOf(wanted.get(i));
      factors[i] = 1;
      if (places[i] >= 0) continue;
      Optional<Found> other = elsewhere(wanted.get(i), there);
      if (other.isEmpty())
        throw new IllegalArgumentException(missing(wanted.get(i), there, who, where));
      places[i] = other.get().place;
      factors[i] = other.get().factor;
    }
    return new ColumnMatch(places, factors);
  }

  /** One number for each wanted column. */
  public double[] row(double[] values) {
    double[] row = new double[places.length];
    for (int i = 0; i < row.length; i++) row[i] = values[places[i]] * factors[i];
    return row;
  }

  private record Found(int place, double factor) {}

  private static Optional<Found> elsewhere(String wanted, List<String> there) {
    Optional<Measurement> measurement = Measurement.ofColumn(wanted);
    if (measurement.isEmpty()) return Optional.empty();
    Dimension dimension = measurement.get().dimension();
    if (dimension == Dimension.INTENSITY) {
      int place = wanted.startsWith("ch1_") ? there.indexOf(wanted.substring(4)) : -1;
      return place < 0 ? Optional.empty() : Optional.of(new Found(place, 1));
    }
    OptionalDouble own = micrometres(wanted, dimension);
    if (own.isEmpty()) return Optional.empty();
    for (int i = 0; i < there.size(); i++) {
      if (!Measurement.ofColumn(there.get(i)).equals(measurement)) continue;
      OptionalDouble other = micrometres(there.get(i), dimension);
      if (other.isPresent())
        return Optional.of(new Found(i, other.getAsDouble() / own.getAsDouble()));
    }
    return Optional.empty();
  }

  /** How many (square) micrometres one of the column's unit is; empty for pixels and the rest. */
  private static OptionalDouble micrometres(String column, Dimension dimension) {
    if (dimension != Dimension.LENGTH && dimension != Dimension.AREA) return OptionalDouble.empty();
    String unit = column.substring(column.lastIndexOf('_') + 1);
    if (dimension == Dimension.AREA) unit = unit.substring(0, unit.length() - 1);
    OptionalDouble length = LengthUnit.inMicrometres(unit);
    if (length.isEmpty() || dimension == Dimension.LENGTH) return length;
    return OptionalDouble.of(length.getAsDouble() * length.getAsDouble());
  }

  private static String missing(String wanted, List<String> there, String who, String where) {
    String head = "%s needs the measurement '%s', and %s ".formatted(who, wanted, where);
    Optional<Measurement> measurement = Measurement.ofColumn(wanted);
    List<String> alike =
        measurement.isEmpty()
            ? List.of()
            : there.stream().filter(c -> Measurement.ofColumn(c).equals(measurement)).toList();
    if (!alike.isEmpty() && measurement.get().dimension() == Dimension.INTENSITY)
      return head
          + "has it as %s. Take an image with the same channels."
              .formatted(String.join(", ", alike));
    if (!alike.isEmpty())
      return head
          + "has it as %s, which can't be converted. Set the pixel size (Image > Properties...), or train in pixels."
              .formatted(String.join(", ", alike));
    if (there.isEmpty()) return head + "has none. Run Measure Cells first.";
    return head
        + "has only %s. Cells that a detector found are boxes and have no shape: segment them, or draw outlines."
            .formatted(String.join(", ", there));
  }
}
