package org.unstained.workflow.crops;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of the cells of an image in a folder run besides the table.
 *
 * @param form of the crops
 * @param options how they are cut; not used if there are none
 */
public record CropOutput(Form form, CropOptions options) {

  /** Crops as a stack ({@code a-crops.tif}), as files (in a folder {@code a-crops}), or none. */
  public enum Form {
    NONE,
    STACK,
    FILES
  }

  /** No crops. */
  public static CropOutput none() {
    return new CropOutput(Form.NONE, new CropOptions(1, false, false, false));
  }

  /** As it stands in a report. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("as", form.name().toLowerCase(java.util.Locale.ROOT));
    if (form == Form.NONE) return facts;
    facts.put("side", options.side());
    facts.put("unit", options.micrometres() ? "um" : "pixels");
    facts.put("normalise", options.normalised());
    facts.put("masked", options.masked());
    return facts;
  }
}
