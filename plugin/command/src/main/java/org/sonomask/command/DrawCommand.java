// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask draw}: a few masks of a file as pictures, spread over its time. */
@Component
public final class DrawCommand implements Subcommand {

  private static final int READ_BYTES = 1 << 16;
  private static final int MOST = 1000;

  private final MaskCodec jsonLines;

  /** Made by Declarative Services. */
  @Activate
  public DrawCommand(@Reference(target = "(" + MaskCodec.FORMAT + "=jsonl)") MaskCodec jsonLines) {
    this.jsonLines = jsonLines;
  }

  @Override
  public String name() {
    return "draw";
  }

  @Override
  public String summary() {
    return "Draw masks as pictures";
  }

  @Override
  public String usage() {
    return """
        MASKS.jsonl FOLDER [COUNT]

          MASKS.jsonl  what 'sonomask mark --masks' wrote
          FOLDER       where to write 1.png, 2.png, ...
          COUNT        how many, spread over the time; default 3

        Prints a line for each picture: its file, the seconds of its mask, and what sounds.""";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException {
    if (arguments.size() < 2 || arguments.size() > 3) {
      throw SubcommandException.usage(
          "say which masks and where to draw them; 'sonomask help draw' explains the arguments.");
    }
    int count = arguments.size() > 2 ? count(arguments.get(2)) : 3;
    Path file = Path.of(arguments.get(0));
    Path folder = Path.of(arguments.get(1));
    List<MaskFrame> masks = read(file);
    if (masks.isEmpty()) {
      throw SubcommandException.failed("'" + file + "' holds no mask.");
    }
    try {
      Files.createDirectories(folder);
      for (int picture = 1; picture <= count; picture++) {
        MaskFrame mask = masks.get((int) ((picture - 0.5) / count * masks.size()));
        Path target = folder.resolve(picture + ".png");
        MaskPicture.write(mask, target);
        out.println(target + "\t" + seconds(mask) + "\t" + names(mask));
      }
      return 0;
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "no picture can be written in '" + folder + "': " + failure.getMessage() + ".", failure);
    }
  }

  private List<MaskFrame> read(Path file) throws SubcommandException {
    List<MaskFrame> masks = new ArrayList<>();
    MaskCodec.Reader reader = jsonLines.read(MaskCodec.Input.DEFAULT);
    byte[] bytes = new byte[READ_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(bytes); length > 0; length = in.read(bytes)) {
        reader.read(ByteBuffer.wrap(bytes, 0, length), masks::add);
      }
      reader.end(masks::add);
      return masks;
    } catch (MaskFormatException damaged) {
      throw SubcommandException.failed(
          "'" + file + "' is damaged: " + damaged.getMessage(), damaged);
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "'" + file + "' cannot be read: " + failure.getMessage() + ".", failure);
    }
  }

  private static int count(String text) throws SubcommandException {
    try {
      int count = Integer.parseInt(text);
      if (count > 0 && count <= MOST) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for a number out of range.
    }
    throw SubcommandException.usage("COUNT is a number of 1 to " + MOST + ", not '" + text + "'.");
  }

  private static String seconds(MaskFrame mask) {
    return String.format(Locale.ROOT, "%.3f", mask.runningTime() / 1e9);
  }

  private static String names(MaskFrame mask) {
    return mask.regions().stream().map(Region::name).distinct().collect(Collectors.joining(", "));
  }
}
