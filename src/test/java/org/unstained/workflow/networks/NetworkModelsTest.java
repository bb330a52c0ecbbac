package org.unstained.workflow.networks;

import static org.junit.Assert.assertEquals;

import java.util.OptionalLong;
import org.junit.Test;

public class NetworkModelsTest {
  private static final long GIGABYTE = 1L << 30;

  @Test
  public void aLargeMemoryHoldsAllTilesThatAreWanted() {
    assertEquals(8, NetworkModels.fitting(8, 2, 512, OptionalLong.of(80 * GIGABYTE)));
    assertEquals(2, NetworkModels.fitting(2, 2, 512, OptionalLong.of(16 * GIGABYTE)));
  }

  @Test
  public void aSmallMemoryAndLargeTilesMakeFewer() {
    assertEquals(3, NetworkModels.fitting(8, 2, 512, OptionalLong.of(4 * GIGABYTE)));
    assertEquals(1, NetworkModels.fitting(8, 2, 2048, OptionalLong.of(16 * GIGABYTE)));
    assertEquals(1, NetworkModels.fitting(8, 2, 512, OptionalLong.of(0)));
  }

  @Test
  public void whereNobodyKnowsTheMemoryNothingChanges() {
    assertEquals(8, NetworkModels.fitting(8, 2, 4096, OptionalLong.empty()));
  }
}
