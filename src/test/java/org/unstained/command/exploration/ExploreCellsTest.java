package org.unstained.command.exploration;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.curation.CurateCropsTest;

/** Exploring without a window: tables, pictures, features, and what is refused. */
public class ExploreCellsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private ImagePlus image;
  private Path folder;

  @Before
  public void paint() throws IOException {
    image = ExploredImages.twoKinds("two kinds", 120);
    folder = temporary.getRoot().toPath();
  }

  private ExploreCells run(String options) {
    ExploreCells command = new ExploreCells();
    for (Input input : Inputs.of(ExploreCells.class))
      if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    command.run();
    return command;
  }

  private Path explored(String name, String options) {
    Path file = folder.resolve(name);
    assertEquals("", run(options + " save=[" + file + "]").failure().orElse(""));
    return file;
  }

  private static List<Map<String, String>> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.get(0).split(",");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) row.put(names[i], values[i]);
      rows.add(row);
    }
    return rows;
  }

  @Test
  public void aTableHasTheColumnsOfAllTablesAndThePlaceAndCluster() throws IOException {
    Path file = explored("a.csv", "embedding=pca clusters=kmeans k=2");
    String header = Files.readAllLines(file).get(0);
    assertTrue(
        header,
        header.startsWith(
            "image,frame,slice,channel,cell,x_px,y_px,width_px,height_px,class,score,"));
    assertTrue(header, header.endsWith(",pc_1,pc_2,cluster"));
    List<Map<String, String>> rows = rows(file);
    assertEquals(120, rows.size());
    Set<String> dim = new HashSet<>();
    Set<String> bright = new HashSet<>();
    for (Map<String, String> row : rows)
      (Integer.parseInt(row.get("cell")) % 2 == 1 ? dim : bright).add(row.get("cluster"));
    assertEquals(1, dim.size());
    assertEquals(1, bright.size());
    assertTrue(!dim.equals(bright));
  }

  @Test
  public void theNumberOfClustersIsChosenByTheSilhouette() throws IOException {
    Set<String> clusters = new HashSet<>();
    for (Map<String, String> row :
        rows(explored("s.csv", "embedding=pca clusters=kmeans columns=mean_intensity")))
      clusters.add(row.get("cluster"));
    assertEquals(Set.of("1", "2"), clusters);
  }

  @Test
  public void theSameSeedGivesTheSameFiles() throws IOException {
    for (String embedding : List.of("tsne", "umap"))
      for (String end : List.of(".csv", ".png", ".svg")) {
        String options =
            "clusters=dbscan perplexity=10 iterations=300 seed=5 thumbnails=true embedding="
                + embedding;
        assertArrayEquals(
            embedding + end,
            Files.readAllBytes(explored("one" + end, options)),
            Files.readAllBytes(explored("two" + end, options)));
      }
  }

  @Test
  public void alikeCellsLieCloseTogether() throws IOException {
    for (String embedding : List.of("tsne", "umap", "pca")) {
      String x = embedding.equals("pca") ? "pc_" : embedding + "_";
      List<Map<String, String>> rows =
          rows(explored(embedding + ".csv", "perplexity=10 embedding=" + embedding));
      int same = 0;
      for (int i = 0; i < rows.size(); i++) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < rows.size(); j++) {
          if (i == j) continue;
          double d =
              Math.hypot(
                  number(rows.get(i), x + 1) - number(rows.get(j), x + 1),
                  number(rows.get(i), x + 2) - number(rows.get(j), x + 2));
          if (d < least) {
            least = d;
            nearest = j;
          }
        }
        if (nearest % 2 == i % 2) same++;
      }
      assertTrue(embedding + ": " + same, same >= 118);
    }
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  @Test
  public void aPictureHasTheColoursOfTheClasses() throws IOException {
    Path png = folder.resolve("p.png");
    Path svg = explored("p.svg", "embedding=pca picture=[" + png + "] thumbnails=false");
    String text = Files.readString(svg);
    assertTrue(text, text.contains("Dim (60)"));
    assertTrue(text, text.contains("Bright (48)"));
    assertTrue(text, text.contains("(none) (12)"));
    assertEquals(120 + 3, text.split("<circle").length - 1);
    assertEquals(ScatterFiles.WIDTH, ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  public void thumbnailsAreEmbeddedAndDoNotOverlap() throws IOException {
    String text =
        Files.readString(explored("t.svg", "perplexity=10 iterations=300 colour=mean_intensity"));
    String[] parts = text.split("<image ");
    assertTrue(parts.length > 8);
    for (int i = 1; i < parts.length; i++)
      for (int j = 1; j < i; j++)
        assertTrue(
            Math.abs(value(parts[i], "x") - value(parts[j], "x")) >= 40
                || Math.abs(value(parts[i], "y") - value(parts[j], "y")) >= 40);
  }

  private static double value(String part, String name) {
    return Double.parseDouble(part.replaceAll("(?s).*?\\b" + name + "=\"([^\"]*)\".*", "$1"));
  }

  @Test
  public void aTableOfOursIsExploredWithoutAnImage() throws IOException {
    Path first = explored("first.csv", "embedding=pca columns=mean_intensity,max_intensity");
    image = null;
    Path second =
        explored(
            "second.csv",
            "cells=table source=["
                + first
                + "] embedding=pca columns=mean_intensity,max_intensity");
    List<Map<String, String>> a = rows(first);
    List<Map<String, String>> b = rows(second);
    for (int i = 0; i < a.size(); i++) {
      assertEquals(a.get(i).get("class"), b.get(i).get("class"));
      assertEquals(number(a.get(i), "pc_1"), number(b.get(i), "pc_1"), 1e-9);
    }
  }

  @Test
  public void cropsInFoldersAreExplored() throws IOException {
    Path crops = CurateCropsTest.make(temporary.newFolder("crops").toPath(), "Living", "Dead");
    image = null;
    List<Map<String, String>> rows =
        rows(explored("c.csv", "cells=folder embedding=pca source=[" + crops + "]"));
    assertEquals(20, rows.size());
    assertEquals(10, rows.stream().filter(row -> row.get("class").equals("Living")).count());
  }

  @Test
  public void onlySomeClassesAreExplored() throws IOException {
    assertEquals(60, rows(explored("d.csv", "embedding=pca classes=Dim")).size());
    assertEquals(60, rows(explored("n.csv", "embedding=pca classes=[(none),Bright]")).size());
  }

  @Test
  public void featuresAreExportedAsTheyAre() throws IOException {
    Path file = folder.resolve("f.csv");
    assertEquals("", run("columns=mean_intensity export=[" + file + "]").failure().orElse(""));
    assertTrue(Files.readAllLines(file).get(0).endsWith(",score,mean_intensity"));
    assertEquals(121, Files.readAllLines(file).size());
  }

  @Test
  public void whatMakesNoSenseIsRefusedAndWritesNothing() {
    refused("save=[" + folder.resolve("x.txt") + "]", "save", ".csv, .png or .svg");
    refused("picture=[" + folder.resolve("x.csv") + "]", "picture", ".png or .svg");
    String save = " save=[" + folder.resolve("x.csv") + "]";
    refused("perplexity=60" + save, "perplexity", "120 cells");
    refused("embedding=umap neighbours=200" + save, "neighbours", "120 cells");
    refused("k=none clusters=kmeans" + save, "'k' can't be 'none'", "silhouette");
    refused("columns=nosuch" + save, "nosuch", "mean_intensity");
    refused("colour=nosuch picture=[" + folder.resolve("x.png") + "]", "nosuch", "class");
    refused("classes=nosuch" + save, "nosuch", "Bright");
    refused("columns=area" + save, "No feature differs");
    refused("cells=table" + save, "source");
    refused("cells=table source=[/no/such.csv]" + save, "such.csv");
    refused("cells=folder source=[/no/such]" + save, "such");
    refused("", "screen", "save");
    image = new ImagePlus("bare", image.getProcessor());
    refused("cells=image" + save, "cells");
    image = null;
    refused("cells=image" + save, "no image");
    assertEquals(0, folder.toFile().listFiles().length);
  }

  private void refused(String options, String... words) {
    String said = run(options).failure().orElse("it went well");
    for (String word : words) assertTrue(options + ": " + said, said.contains(word));
  }
}
