package org.unstained.command.models;

import ij.WindowManager;
import ij.io.OpenDialog;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.Frame;
import java.util.List;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import org.unstained.command.BackgroundWork;
import org.unstained.command.CellCommand;
import org.unstained.command.Windows;
import org.unstained.models.EngineDownload;
import org.unstained.workflow.networks.ComputeEngine;

/** Shows what networks can run on, with buttons for what a user can do about it. */
final class ComputeDeviceWindow {
  private static final String TITLE = "Compute Device";

  private final JFrame frame = new JFrame(TITLE);
  private final JTextArea text = new JTextArea(18, 84);
  private final JButton look = new JButton("Look again");
  private final JButton cpu = download("cpu", "CPU");
  private final JButton cuda = download("cuda", "CUDA");
  private final JButton install = new JButton("Install from zip...");
  private final JButton repair = new JButton("Repair");
  private final BackgroundWork work =
      new BackgroundWork(List.of(look, cpu, cuda, install, repair), this::fail);
  private final ComputeEngine engine = new ComputeEngine();

  private ComputeDeviceWindow() {
    text.setEditable(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, text.getFont().getSize()));
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 0));
    for (JButton button : List.of(look, cpu, cuda, install, repair)) buttons.add(button);
    buttons.add(Windows.help("device.md"));
    cuda.setVisible(EngineDownload.of("cuda").isPresent());
    cpu.setVisible(EngineDownload.of("cpu").isPresent());
    look.addActionListener(e -> look());
    install.addActionListener(e -> install());
    repair.addActionListener(e -> start("Repairing", "action=repair", progress -> engine.repair()));
    JPanel bottom = new JPanel(new BorderLayout());
    bottom.add(buttons, BorderLayout.NORTH);
    bottom.add(work.line, BorderLayout.SOUTH);
    JPanel all = new JPanel(new BorderLayout(0, 8));
    all.setBorder(BorderFactory.createEmptyBorder(10, 10, 10, 10));
    all.add(new JScrollPane(text), BorderLayout.CENTER);
    all.add(bottom, BorderLayout.SOUTH);
    frame.add(all);
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, work::end));
    frame.pack();
    frame.setMinimumSize(frame.getSize());
  }

  /** Opens the window, or brings the open one to the front. */
  static void open() {
    SwingUtilities.invokeLater(
        () -> {
          if (WindowManager.getWindow(TITLE) instanceof Frame open) {
            open.toFront();
            return;
          }
          ComputeDeviceWindow window = new ComputeDeviceWindow();
          Windows.show(window.frame);
          window.look();
        });
  }

  private JButton download(String flavour, String name) {
    Optional<EngineDownload> download = EngineDownload.of(flavour);
    JButton button =
        new JButton(
            "Download for %s (%,d MB)"
                .formatted(name, download.map(EngineDownload::megabytes).orElse(0)));
    button.addActionListener(
        e ->
            start(
                "Downloading",
                "action=download flavour=" + flavour,
                progress -> engine.download(flavour, "", progress)));
    return button;
  }

  private void look() {
    work.start("Trying the devices", progress -> engine.look(), this::show);
  }

  private void show(ComputeEngine.Report report) {
    text.setText(report.toString());
    text.setCaretPosition(0);
  }

  private void install() {
    OpenDialog dialog = new OpenDialog("Zip or jar with the engine's files");
    String path = dialog.getPath();
    if (path != null)
      start(
          "Installing",
          "action=install zip=" + Windows.quoted(path),
          progress -> engine.install(path));
  }

  private void start(String what, String options, BackgroundWork.Task<String> task) {
    work.start(
        what,
        task,
        done -> {
          Windows.record("Compute Device...", options);
          JOptionPane.showMessageDialog(frame, CellCommand.wrapped(done), TITLE, 1);
          look();
        });
  }

  private void fail(String why) {
    Windows.failed(frame, TITLE, why);
  }
}
