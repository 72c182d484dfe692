// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** Makes up phrases of music from a seed and plays them with the {@code fluidsynth} command. */
final class PhraseSynthesis {
  private static final int BEAT = 480;
  private static final int[] SCALE = {0, 2, 4, 5, 7, 9, 11};
  private static final int[] DRUMS = {36, 38, 42, 46, 49, 51, 45, 48, 41, 37, 39};

  private PhraseSynthesis() {}

  /**
   * A phrase of about seven seconds.
   *
   * @param soundFont SF2 or SF3 file
   * @param program General MIDI program from 0, or -1 - kit for the drum channel
   * @param low lowest note
   * @param high highest note
   * @param chords whether notes sound together
   */
  static byte[] play(Path soundFont, int program, int low, int high, boolean chords, long seed)
      throws IOException {
    Path score = Files.createTempFile("phrase", ".mid");
    Path wave = Files.createTempFile("phrase", ".wav");
    try {
      Random random = new Random(seed);
      Sequence sequence = new Sequence(Sequence.PPQ, BEAT);
      if (program < 0) {
        drums(sequence.createTrack(), -1 - program, random);
      } else {
        melody(sequence.createTrack(), program, low, high, chords, random);
      }
      MidiSystem.write(sequence, 1, score.toFile());
      Process process =
          new ProcessBuilder(
                  "fluidsynth",
                  "-ni",
                  "-q",
                  "-r",
                  "32000",
                  "-g",
                  "0.6",
                  "-F",
                  wave.toString(),
                  soundFont.toString(),
                  score.toString())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("fluidsynth failed; is the sound font " + soundFont + " there?");
      }
      return Files.readAllBytes(wave);
    } catch (InvalidMidiDataException e) {
      throw new IOException("A phrase has a note outside MIDI's range.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for fluidsynth.", e);
    } finally {
      Files.delete(score);
      Files.delete(wave);
    }
  }

  private static void melody(
      Track track, int program, int low, int high, boolean chords, Random random)
      throws InvalidMidiDataException {
    track.add(new MidiEvent(new ShortMessage(ShortMessage.PROGRAM_CHANGE, 0, program, 0), 0));
    int key = random.nextInt(12);
    int degree = random.nextInt(14);
    int octave = low / 12;
    boolean strum = chords && random.nextBoolean();
    int unit = BEAT / (1 + random.nextInt(3));
    for (int tick = 0; tick < 14 * BEAT; ) {
      degree = Math.max(0, Math.min(20, degree + random.nextInt(7) - 3));
      int length = unit * (1 + random.nextInt(3));
      int voices = strum ? 3 + random.nextInt(2) : chords && random.nextInt(4) == 0 ? 2 : 1;
      for (int i = 0; i < voices; i++) {
        int step = degree + 2 * i;
        int note = 12 * octave + key + 12 * (step / 7) + SCALE[step % 7];
        while (note > high) {
          note -= 12;
        }
        while (note < low) {
          note += 12;
        }
        note(track, 0, note, 60 + random.nextInt(60), tick + (strum ? 12 * i : 0), length);
      }
      tick += random.nextInt(9) == 0 ? 2 * length : length;
    }
  }

  private static void drums(Track track, int kit, Random random) throws InvalidMidiDataException {
    track.add(new MidiEvent(new ShortMessage(ShortMessage.PROGRAM_CHANGE, 9, kit, 0), 0));
    int step = BEAT / 4;
    int parts = 2 + random.nextInt(4);
    for (int part = 0; part < parts; part++) {
      int drum = DRUMS[random.nextInt(DRUMS.length)];
      double density = 0.15 + 0.5 * random.nextDouble();
      boolean[] pattern = new boolean[16];
      for (int i = 0; i < 16; i++) {
        pattern[i] = random.nextDouble() < (i % 4 == 0 ? 1.6 * density : density);
      }
      for (int i = 0; i < 56; i++) {
        if (pattern[i % 16] && random.nextInt(12) > 0) {
          note(track, 9, drum, 70 + random.nextInt(50), i * step, step);
        }
      }
    }
    note(track, 9, 38, 100, 0, step);
  }

  private static void note(Track track, int channel, int note, int velocity, int at, int length)
      throws InvalidMidiDataException {
    track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, channel, note, velocity), at));
    track.add(
        new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, channel, note, 0), at + length));
  }
}
