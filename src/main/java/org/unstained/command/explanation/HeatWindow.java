package org.unstained.command.explanation;

import ij.ImageListener;
import ij.ImagePlus;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;
import org.unstained.command.Windows;
import org.unstained.overlay.HeatLayer;

/**
 * A slider for how opaque the explanations over an image are; they follow at once. What it was left
 * at is recorded when the window is closed.
 */
final class HeatWindow implements ImageListener {
  private static final String COMMAND = "Explain Classification...";
  private static HeatWindow open;

  private final ImagePlus image;
  private final JFrame frame = new JFrame();
  private final JSlider slider = new JSlider(0, 100);
  private final JLabel value = new JLabel("100 %", JLabel.RIGHT);
  private double recorded;
  private boolean following;
  private boolean removed;

  private HeatWindow(ImagePlus image) {
    this.image = image;
    frame.setTitle("Heat of " + image.getTitle());
    frame.add(content());
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, this::end));
    frame.pack();
    frame.setResizable(false);
  }

  /**
   * Tells the image's window what opacity its layers have now.
   *
   * @param opacity in per cent
   * @param fresh whether to open one in place of another image's if there is none
   */
  static void show(ImagePlus image, double opacity, boolean fresh) {
    SwingUtilities.invokeLater(
        () -> {
          boolean there = open != null && open.image == image;
          if (!there && !fresh || !HeatLayer.isOn(image) || image.getWindow() == null) return;
          if (!there) {
            if (open != null) open.frame.dispose();
            open = new HeatWindow(image);
            ImagePlus.addImageListener(open);
            Windows.showBeside(open.frame, image);
          }
          open.tell(opacity);
        });
  }

  /** Closes the window of an image that has no layer any more. */
  static void close(ImagePlus image) {
    SwingUtilities.invokeLater(
        () -> {
          if (open == null || open.image != image) return;
          open.removed = true;
          open.frame.dispose();
        });
  }

  private JPanel content() {
    slider.setMajorTickSpacing(25);
    slider.setPaintTicks(true);
    slider.setToolTipText("How opaque the map is where it is greatest");
    slider.addChangeListener(e -> follow());
    value.setPreferredSize(value.getPreferredSize());
    JPanel line = new JPanel(new BorderLayout(8, 0));
    line.add(new JLabel("Heat"), BorderLayout.WEST);
    line.add(slider, BorderLayout.CENTER);
    line.add(value, BorderLayout.EAST);
    JButton remove = new JButton("Remove");
    remove.setToolTipText("Take the map off the image");
    remove.addActionListener(e -> remove());
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT, 6, 0));
    buttons.add(Windows.help("explain.md"));
    buttons.add(remove);
    JPanel all = new JPanel(new BorderLayout(0, 6));
    all.setBorder(BorderFactory.createEmptyBorder(8, 10, 8, 10));
    all.add(line, BorderLayout.CENTER);
    all.add(buttons, BorderLayout.SOUTH);
    return all;
  }

  /** The layers have this opacity already, and it is recorded already. */
  private void tell(double opacity) {
    following = true;
    slider.setValue((int) Math.round(opacity));
    following = false;
    value.setText(slider.getValue() + " %");
    recorded = opacity;
  }

  private void follow() {
    value.setText(slider.getValue() + " %");
    if (following || HeatLayer.setOpacity(image, slider.getValue() / 100.0) > 0) return;
    removed = true; // by someone else
    frame.dispose();
  }

  private void remove() {
    HeatLayer.remove(image);
    Windows.record(COMMAND, "result=remove");
    removed = true;
    frame.dispose();
  }

  private void end() {
    ImagePlus.removeImageListener(this);
    if (open == this) open = null;
    if (!removed && slider.getValue() != Math.round(recorded))
      Windows.record(COMMAND, "result=opacity opacity=" + slider.getValue());
  }

  @Override
  public void imageOpened(ImagePlus imp) {}

  @Override
  public void imageUpdated(ImagePlus imp) {}

  @Override
  public void imageClosed(ImagePlus imp) {
    if (imp != image) return;
    removed = true; // nothing is left to record for
    SwingUtilities.invokeLater(frame::dispose);
  }
}
