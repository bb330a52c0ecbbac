package org.unstained.fuzz;

import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.io.RoiEncoder;
import java.util.ArrayList;
import java.util.List;
import org.unstained.letters.Letters;

/** Small sound labels in every format that we read, and tables of ours. */
final class LabelSeeds {
  private LabelSeeds() {}

  static final List<Seed> VOC =
      List.of(
          Seed.text(
              "a.xml",
              """
              <?xml version="1.0" encoding="UTF-8"?>
              <annotation>
                <folder>images</folder>
                <filename>a.png</filename>
                <size><width>100</width><height>80</height><depth>3</depth></size>
                <segmented>0</segmented>
                <object>
                  <name>Living Cell</name><truncated>0</truncated><difficult>1</difficult>
                  <bndbox><xmin>1</xmin><ymin>2.5</ymin><xmax>20</xmax><ymax>30</ymax></bndbox>
                </object>
                <object>
                  <name>Dead Cell</name>
                  <bndbox><xmin>40</xmin><ymin>20</ymin><xmax>60</xmax><ymax>55</ymax></bndbox>
                </object>
              </annotation>
              """));

  static final List<Seed> COCO =
      List.of(
          Seed.text(
              "polygons.json",
              """
              {"images":[{"id":7,"file_name":"a/x (1).png","width":100,"height":80},
                {"id":8,"file_name":"y.png","width":5,"height":4}],
               "categories":[{"id":3,"name":"Living Cell"},{"id":18,"name":"Dead Cell"}],
               "annotations":[
                {"id":9,"image_id":7,"category_id":18,"bbox":[10,20,30,20],"area":600,"iscrowd":0,
                 "segmentation":[[10,20,40,20,40,40,10,40]],"attributes":{"slice":"2","note":"x"}},
                {"id":10,"image_id":7,"category_id":3,"bbox":[1.5,2.25,3,4],"iscrowd":1,
                 "score":0.75,"segmentation":[]}]}
              """),
          Seed.text(
              "rle.json",
              """
              {"images":[{"id":8,"file_name":"y.png","width":5,"height":4}],
               "categories":[{"id":3,"name":"Living Cell"}],
               "annotations":[{"id":11,"image_id":8,"category_id":3,"iscrowd":0,
                 "segmentation":{"size":[4,5],"counts":[5,2,2,2,9]}},
                {"id":12,"image_id":8,"category_id":3,"iscrowd":0,
                 "segmentation":{"size":[4,5],"counts":"52207"}}]}
              """));

  static final List<Seed> LABELME =
      List.of(
          Seed.text(
              "a.json",
              """
              {"version":"5.0.1","flags":{},"imagePath":"a.png","imageData":null,
               "imageHeight":80,"imageWidth":100,"shapes":[
                {"label":"cell","points":[[1,2],[20,3],[15.5,30]],"group_id":null,
                 "shape_type":"polygon","flags":{"difficult":true}},
                {"label":"cell","points":[[30,30],[50,50]],"group_id":1,
                 "shape_type":"rectangle","flags":{}},
                {"label":"b","points":[[30,30],[35,30]],"group_id":2,
                 "shape_type":"circle","flags":{}},
                {"label":"p","points":[[5,5]],"shape_type":"point","score":0.5}]}
              """));

  static final List<Seed> GEOJSON =
      List.of(
          Seed.text(
              "a.geojson",
              """
              {"type":"FeatureCollection","features":[
               {"type":"Feature","id":"1f0c","geometry":{"type":"Polygon","plane":{"c":0,"z":1,"t":0},
                 "coordinates":[[[0,0],[20,0],[20,20],[0,20],[0,0]],[[5,5],[9,5],[9,9],[5,5]]]},
                "nucleusGeometry":{"type":"Polygon",
                 "coordinates":[[[5,5],[9,5],[9,9],[5,5]]]},
                "properties":{"objectType":"cell","classification":{"name":"Tumor","color":[1,2,3]},
                 "measurements":{"Area µm^2":12.5,"score":0.5}}},
               {"type":"Feature","geometry":{"type":"MultiPolygon",
                 "coordinates":[[[[30,30],[40,30],[40,40],[30,30]]],[[[50,50],[60,50],[55,60]]]]},
                "properties":{"classification":{"name":"Other","colorRGB":-65536},
                 "measurements":[{"name":"x","value":1}]}},
               {"type":"Feature","geometry":{"type":"Point","coordinates":[5,6]},"properties":{}}]}
              """));

  static final List<Seed> CELLS =
      List.of(
          Seed.text(
              "cells.csv",
              """
              image,frame,slice,channel,cell,x_px,y_px,width_px,height_px,class,score,p_a,p_b,area_px2
              a.png,1,1,1,1,10,20,30,40,a,0.75,0.75,0.25,812.5
              a.png,1,1,1,2,60,20,10,15.5,b,0.5,0.5,0.5,NaN
              "b, c.png",1,1,1,1,0,0,5,5,a,1,1,0,25
              """));

  static final List<Seed> POINTS = List.of(Seed.text("a.txt", "10 20 cell\n30.5 40 a b\n1e1,2\n"));

  static List<Roi> rois() {
    List<Roi> rois = new ArrayList<>();
    rois.add(new Roi(3, 4, 20, 10));
    rois.add(new Roi(3.5, 4.25, 20, 10));
    rois.add(new OvalRoi(3, 4, 20, 10));
    rois.add(new EllipseRoi(3, 4, 20, 10, 0.5));
    rois.add(new PolygonRoi(new float[] {1, 20, 15.5f}, new float[] {1, 2.5f, 30}, 3, Roi.POLYGON));
    rois.add(new PolygonRoi(new int[] {1, 20, 15}, new int[] {1, 2, 30}, 3, Roi.TRACED_ROI));
    rois.add(new ShapeRoi(new Roi(1, 1, 20, 20)).xor(new ShapeRoi(new OvalRoi(5, 5, 8, 8))));
    rois.add(new PointRoi(new int[] {1, 2, 3}, new int[] {4, 5, 6}, 3));
    rois.add(new Line(1, 2, 30, 40));
    if (Letters.canBeWritten()) rois.add(new TextRoi(4, 5, "text"));
    for (int i = 0; i < 4; i++) {
      Roi roi = rois.get(i);
      roi.setName("Living Cell 0.75");
      roi.setPosition(1, 2, 1);
      roi.setProperty("unstained", "1 Living+Cell,Dead");
      roi.setProperty("cell", "1");
      roi.setProperty("class", "Dead");
      roi.setProperty("score", "0.75");
      roi.setProperty("p_Dead", "0.75");
      roi.setProperty("unstained_more", "id=1&colour=ff0000&m+area=12.5&a+note=x%20y");
    }
    return rois;
  }

  static List<Seed> roiFiles() {
    List<Seed> seeds = new ArrayList<>();
    List<Roi> rois = rois();
    for (int i = 0; i < rois.size(); i++)
      seeds.add(new Seed("r" + i + ".roi", RoiEncoder.saveAsByteArray(rois.get(i))));
    return seeds;
  }

  static Seed roiZip() {
    List<RawZip.Entry> entries = new ArrayList<>();
    for (Seed roi : roiFiles()) entries.add(RawZip.Entry.of(roi.name(), roi.content()));
    return new Seed("rois.zip", RawZip.write(entries));
  }
}
