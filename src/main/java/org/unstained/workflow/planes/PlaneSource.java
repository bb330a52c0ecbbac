package org.unstained.workflow.planes;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.image.Planes;
import org.unstained.image.TiledImage;

/** One slice and frame of an image, in memory or in its file, for networks. */
public interface PlaneSource {

  /** Says title, axes, kind and pixel size; its pixels and its width needn't be those. */
  ImagePlus card();

  long width();

  long height();

  /** The planes of some channels, 2D and of one size. */
  List<RandomAccessibleInterval<? extends RealType<?>>> planes(InputChannels channels)
      throws IOException;

  /** All channels, to measure brightness in. */
  List<RandomAccessibleInterval<? extends RealType<?>>> channels() throws IOException;

  static PlaneSource of(ImagePlus image, SliceAndFrame at) {
    return new PlaneSource() {
      @Override
      public ImagePlus card() {
        return image;
      }

      @Override
      public long width() {
        return image.getWidth();
      }

      @Override
      public long height() {
        return image.getHeight();
      }

      @Override
      public List<RandomAccessibleInterval<? extends RealType<?>>> planes(InputChannels channels) {
        return channels.planes(image, at);
      }

      @Override
      public List<RandomAccessibleInterval<? extends RealType<?>>> channels() {
        return Planes.channels(image, at.slice(), at.frame());
      }
    };
  }

  static PlaneSource of(TiledImage image, SliceAndFrame at) {
    return new PlaneSource() {
      @Override
      public ImagePlus card() {
        return image.card();
      }

      @Override
      public long width() {
        return image.width();
      }

      @Override
      public long height() {
        return image.height();
      }

      @Override
      public List<RandomAccessibleInterval<? extends RealType<?>>> planes(InputChannels channels)
          throws IOException {
        List<RandomAccessibleInterval<? extends RealType<?>>> planes = new java.util.ArrayList<>();
        for (int number : channels.numbers())
          planes.add(Images.plane(image, number, at, "channels"));
        return planes;
      }

      @Override
      public List<RandomAccessibleInterval<? extends RealType<?>>> channels() throws IOException {
        return image.channels(at.slice(), at.frame());
      }
    };
  }
}
