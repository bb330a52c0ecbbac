package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.io.File;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.scijava.plugin.Parameter;

public class InputsTest {

  private static class Base extends CellCommand {
    @Parameter protected ImagePlus image;

    @Override
    protected void execute() {}
  }

  private static final class Sample extends Base {
    @Parameter(min = "1", max = "5")
    private int count = 2;

    @Parameter(min = "-1.5", max = "Infinity")
    private double size = 0.5;

    @Parameter(choices = {"red", "green"})
    private String colour = "red";

    @Parameter private boolean show = true;

    @Parameter private File folder;

    private int notAnInput = 1;
  }

  private Sample sample;

  @Before
  public void setUp() {
    sample = new Sample();
  }

  @Test
  public void inputsComeInTheOrderOfDeclarationThoseOfTheSuperclassFirst() {
    assertEquals(
        List.of("image", "count", "size", "colour", "show", "folder"),
        Inputs.of(Sample.class).stream().map(Input::key).toList());
  }

  @Test
  public void optionsSetWhatTheyNameAndNothingElse() {
    Inputs.read(sample, "count=5 colour=GREEN folder=[/a b] ");
    assertEquals(5, sample.count);
    assertEquals("green", sample.colour);
    assertEquals(new File("/a b"), sample.folder);
    assertEquals(0.5, sample.size, 0);
    assertTrue(sample.show);
  }

  @Test
  public void aFlagIsGivenBareOrWithAValue() {
    sample.show = false;
    Inputs.read(sample, "show");
    assertTrue(sample.show);
    Inputs.read(sample, "show=FALSE");
    assertEquals(false, sample.show);
    assertRefused("show=1", "show", "true or false");
    assertRefused("show=yes", "show", "true or false");
  }

  @Test
  public void numbersMustBeNumbersWithinTheirBounds() {
    assertRefused("count=abc", "count", "abc", "1 to 5");
    assertRefused("count=2.7", "count", "2.7", "whole number");
    assertRefused("count=0", "count", "0", "1 to 5");
    assertRefused("count=6", "count", "6", "1 to 5");
    assertRefused("count=99999999999", "count");
    assertRefused("size=1,5", "size", "1,5", "dot");
    assertRefused("size=NaN", "size");
    assertRefused("size=0x10", "size");
    assertRefused("size=1d", "size");
    assertRefused("size=-2", "size", "-1.5");
    assertRefused("size=", "size");
    Inputs.read(sample, "count=3.0 size=-1.5e0");
    assertEquals(3, sample.count);
    assertEquals(-1.5, sample.size, 0);
    Inputs.read(sample, "size=Infinity");
    assertEquals(Double.POSITIVE_INFINITY, sample.size, 0);
  }

  @Test
  public void unknownChoicesAreRefusedWithThoseThatThereAre() {
    assertRefused("colour=blue", "colour", "blue", "red, green");
  }

  @Test
  public void unknownKeysAreRefusedWithTheNearest() {
    assertRefused("cuont=3", "cuont", "Did you mean 'count'");
    assertRefused("Count=3", "Count", "Did you mean 'count'");
    assertRefused("zzzzzzzz=3", "zzzzzzzz", "count, size, colour");
    assertRefused("folder=/a b", "'b'", "brackets");
  }

  @Test
  public void unknownImagesAreRefused() {
    assertRefused("image=[no such image]", "no such image", "open");
  }

  @Test
  public void anEmptyFolderIsNone() {
    sample.folder = new File("x");
    Inputs.read(sample, "folder=[]");
    assertNull(sample.folder);
  }

  @Test
  public void aRefusedOptionLeavesTheInputAsItWas() {
    assertRefused("count=6", "count");
    assertEquals(2, sample.count);
  }

  @Test
  public void valuesSetByOthersAreCheckedToo() {
    Inputs.check(sample);
    sample.size = Double.NaN;
    assertThrows(IllegalArgumentException.class, () -> Inputs.check(sample));
    sample.size = 1;
    sample.colour = null;
    assertThrows(IllegalArgumentException.class, () -> Inputs.check(sample));
  }

  @Test
  public void textReadsBackAsTheSameValue() {
    Inputs.read(sample, "count=4 size=0.125 colour=green show=false folder=/tmp/x");
    Sample other = new Sample();
    for (Input input : Inputs.of(Sample.class))
      if (!input.isImage()) Inputs.set(other, input.key(), Inputs.text(input, sample));
    assertEquals(sample.count, other.count);
    assertEquals(sample.size, other.size, 0);
    assertEquals(sample.colour, other.colour);
    assertEquals(sample.show, other.show);
    assertEquals(sample.folder, other.folder);
    assertEquals(sample.notAnInput, other.notAnInput);
  }

  private void assertRefused(String options, String... words) {
    String message =
        assertThrows(options, IllegalArgumentException.class, () -> Inputs.read(sample, options))
            .getMessage();
    for (String word : words) assertTrue(message, message.contains(word));
  }
}
