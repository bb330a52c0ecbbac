package org.unstained.overlay;

import ij.gui.Roi;
import java.util.AbstractSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;

/** ROIs, each the very object: ImageJ takes two of the same shape for equal. */
final class IdentitySet extends AbstractSet<Roi> {
  private final Map<Roi, Boolean> rois = new IdentityHashMap<>();

  @Override
  public boolean add(Roi roi) {
    return rois.put(roi, true) == null;
  }

  @Override
  public boolean contains(Object roi) {
    return rois.containsKey(roi);
  }

  @Override
  public boolean remove(Object roi) {
    return rois.remove(roi) != null;
  }

  @Override
  public Iterator<Roi> iterator() {
    return rois.keySet().iterator();
  }

  @Override
  public int size() {
    return rois.size();
  }
}
