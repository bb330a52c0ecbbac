package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.Macro;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class MacroOptionsTest {

  @Test
  public void valuesMayBeBareQuotedOrInBrackets() {
    assertEquals(
        Map.of("a", "1", "b", "two words", "c", "x [y] z", "d", "true", "e", ""),
        MacroOptions.parse("a=1 b='two words' c=[x [y] z] d e=[] "));
  }

  @Test
  public void whatImageJReadsIsReadTheSame() {
    String options = "folder=[/a b/c d] side=30 unit=um title='x y' last=-1.5";
    for (String key : List.of("folder", "side", "unit", "title", "last"))
      assertEquals(Macro.getValue(options, key, null), MacroOptions.parse(options).get(key));
  }

  @Test
  public void aKeyInsideAValueIsNoKey() {
    assertEquals(Map.of("folder", "my side=7"), MacroOptions.parse("folder=[my side=7]"));
  }

  @Test
  public void anEmptyTextHasNoOptions() {
    assertTrue(MacroOptions.parse("  ").isEmpty());
  }

  @Test
  public void anEmptyValueBeforeABlankIsEmpty() {
    assertEquals(Map.of("a", "", "b", "1"), MacroOptions.parse("a= b=1"));
  }

  @Test
  public void openBracketsAndQuotesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> MacroOptions.parse("a=[b c"));
    assertThrows(IllegalArgumentException.class, () -> MacroOptions.parse("a='b c"));
  }

  @Test
  public void aSingleBracketInAValueDoesntHideTheRest() {
    assertEquals(Map.of("a", "x [y", "b", "1"), MacroOptions.parse("a=[x [y] b=1"));
    assertEquals(Map.of("a", "x ] y] z", "b", "1"), MacroOptions.parse("a=[x ] y] z] b=1 "));
    assertEquals(Map.of("a", "x", "b", "[y]"), MacroOptions.parse("a=[x] b=[[y]]"));
    assertEquals(Map.of("a", "x", "typo", "y"), MacroOptions.parse("a=[x] typo=[y]"));
  }

  @Test
  public void aKeyGivenTwiceIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> MacroOptions.parse("a=1 b=2 a=3"));
  }
}
