// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.scenes.Picture;

class ImportTest {
  @TempDir Path folder;

  @Test
  void aSoundIsTrimmedAndBroughtToOneLoudness() {
    short[] samples = new short[3 * 16_000];
    for (int i = 16_000; i < 32_000; i++) {
      samples[i] = (short) (300 * Math.sin(i * 0.2));
    }
    short[] normal = SoundImport.normalise(samples, 96_000);
    assertEquals(16_000, normal.length, 200);
    double power = 0;
    for (short sample : normal) {
      power += sample / 32_768.0 * sample / 32_768.0;
    }
    assertEquals(-23, 10 * Math.log10(power / normal.length), 0.5);
  }

  @Test
  void silenceIsNoSound() {
    assertNull(SoundImport.normalise(new short[16_000], 96_000));
  }

  @Test
  void aPersonIsKeyedOffABlueBackdropWithoutItsTint() {
    int w = 120;
    int h = 100;
    byte[] frame = new byte[3 * w * h];
    for (int i = 0; i < w * h; i++) {
      boolean person = i / w > 30 && Math.abs(i % w - 60) < 25;
      frame[3 * i] = (byte) (person ? 200 : 30);
      frame[3 * i + 1] = (byte) (person ? 150 : 160);
      frame[3 * i + 2] = (byte) (person ? 120 : 210);
    }
    Picture keyed = new ChromaKey(w, h).key(frame, 0);
    assertEquals(0, keyed.argb()[10 * w + 10] >>> 24);
    assertEquals(0xffc89678, keyed.argb()[80 * w + 60]);
  }

  @Test
  void aCubeIsRenderedWithAnExactMatte() throws IOException {
    String cube =
        "v -1 -1 -1\nv 1 -1 -1\nv 1 1 -1\nv -1 1 -1\nv -1 -1 1\nv 1 -1 1\nv 1 1 1\nv -1 1 1\n"
            + "f 1 2 3 4\nf 5 6 7 8\nf 1 2 6 5\nf 4 3 7 8\nf 1 4 8 5\nf 2 3 7 6\n";
    Mesh model = ObjModel.parse(cube.getBytes(StandardCharsets.US_ASCII), name -> null);
    assertEquals(12, model.triangles().size());
    Picture view = new ModelRenderer(model).render(0, 0, 0);
    int solid = 0;
    for (int p : view.argb()) {
      solid += p >>> 24 > 127 ? 1 : 0;
    }
    assertEquals(255, view.argb()[128 * view.width() + 128] >>> 24);
    assertTrue(solid > 0.2 * view.argb().length && solid < 0.8 * view.argb().length, solid + "");
  }

  @Test
  void aReadmeSaysWhoseAFileIs() {
    Readme readme =
        Readme.parse(
            "Copyright: A. Owner\nLicense: CC-BY-SA 4.0\nSource: https://example.org/a\n"
                + "Files:\nbirds/owl.webp\nowl 2.webp\n\n"
                + "Copyright: B\nLicense: Public Domain\ncow.webp\nComment: cropped\n");
    assertEquals("CC-BY-SA-4.0", readme.of("birds/owl.webp").licence());
    assertEquals("A. Owner, https://example.org/a", readme.of("owl 2.webp").credit());
    assertEquals("public domain", readme.of("cow.webp").licence());
    assertEquals("B, cropped", readme.of("cow.webp").credit());
    assertNull(readme.of("pig.webp"));
  }

  @Test
  void aModelOfPyrogenesisIsReadWithItsTexture() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(16 + 4 + 3 * 60 + 4 + 6).order(ByteOrder.LITTLE_ENDIAN);
    file.put("PSMD".getBytes(StandardCharsets.US_ASCII)).putInt(4).putInt(0).putInt(3).putInt(2);
    for (int i = 0; i < 3; i++) {
      file.putFloat(i == 1 ? 1 : 0).putFloat(i == 2 ? 1 : 0).putFloat(0);
      file.putFloat(0).putFloat(0).putFloat(1);
      file.putFloat(0.5f).putFloat(0.5f);
      file.position(file.position() + 28);
    }
    file.putInt(1).putShort((short) 0).putShort((short) 1).putShort((short) 2);
    Picture texture = new Picture(1, 1, new int[] {0x0040c040});
    Mesh mesh = PyrogenesisMesh.read(file.array(), texture);
    assertArrayEquals(new double[] {0, 1, 0}, mesh.positions().get(2));
    assertEquals(0xff40c040, mesh.triangles().get(0).material().texture().argb()[0]);
    file.putInt(4, 3);
    assertThrows(IOException.class, () -> PyrogenesisMesh.read(file.array(), texture));
  }

  @Test
  void viewsAreCutToWhatAnyOfThemShows() {
    int[] left = new int[40 * 30];
    int[] right = new int[40 * 30];
    left[10 * 40 + 8] = 0xff102030;
    right[20 * 40 + 30] = 0xff302010;
    List<Picture> cut =
        PictureImport.crop(List.of(new Picture(40, 30, left), new Picture(40, 30, right)), 2);
    for (Picture picture : cut) {
      assertEquals(23 + 4, picture.width());
      assertEquals(11 + 4, picture.height());
    }
    assertEquals(0xff102030, cut.get(0).argb()[2 * 27 + 2]);
    assertEquals(0xff302010, cut.get(1).argb()[12 * 27 + 24]);
  }

  @Test
  void aPictureKeepsItsFingerprintWhenScaledAndLosesItWhenChanged() {
    int[] argb = new int[200 * 160];
    for (int i = 0; i < argb.length; i++) {
      int level = (int) (128 + 100 * Math.sin(i % 200 * 0.07) * Math.cos(i / 200 * 0.05));
      argb[i] = 0xff000000 | 0x10101 * level;
    }
    Picture picture = new Picture(200, 160, argb);
    Picture half = PictureImport.scale(picture, 100);
    int[] flipped = new int[argb.length];
    for (int i = 0; i < argb.length; i++) {
      flipped[i] = argb[argb.length - 1 - i] ^ 0xffffff;
    }
    String print = Fingerprint.of(picture);
    assertTrue(differing(print, Fingerprint.of(half)) < 10);
    assertTrue(differing(print, Fingerprint.of(new Picture(200, 160, flipped))) > 30);
  }

  @Test
  void filesInAQtResourceAreFoundAndInflated() throws IOException {
    byte[] content = "one frog, two frogs".getBytes(StandardCharsets.US_ASCII);
    Path file = folder.resolve("frogs.rcc");
    Files.write(file, resource("frog.txt", content));
    QtResourceArchive archive = new QtResourceArchive(file);
    assertEquals(List.of("frog.txt"), archive.paths());
    assertArrayEquals(content, archive.read("frog.txt"));
    assertThrows(IOException.class, () -> archive.read("toad.txt"));
  }

  @Test
  void soundsInASoundSetOfOpenTtdAreFoundByNumber() throws IOException {
    Path file = folder.resolve("two.cat");
    ByteBuffer set = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    set.putInt(16 | 0x80000000).putInt(12).putInt(33).putInt(14);
    set.put((byte) 4).put("Cow\0".getBytes(StandardCharsets.US_ASCII));
    set.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4).putInt(1);
    set.put((byte) 1).put((byte) 0);
    set.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(6).putInt(2).putShort((short) 3);
    Files.write(file, Arrays.copyOf(set.array(), set.position()));
    OpenTtdSoundSet sounds = new OpenTtdSoundSet(file);
    assertEquals(List.of("00.wav", "01.wav"), sounds.paths());
    assertEquals(12, sounds.read("00.wav").length);
    byte[] second = sounds.read("01.wav");
    assertEquals(14, second.length);
    assertEquals(3, second[12]);
    assertThrows(IOException.class, () -> sounds.read("02.wav"));
    Files.write(file, Arrays.copyOf(set.array(), set.position() - 3));
    assertThrows(IOException.class, () -> new OpenTtdSoundSet(file).read("01.wav"));
  }

  @Test
  void aCatalogueLineWithTooFewFieldsIsNamed() throws IOException {
    Path file = folder.resolve("catalogue.tsv");
    Files.writeString(file, "# comment\ncutout\tdog\n");
    IOException error = assertThrows(IOException.class, () -> CatalogueEntry.read(file));
    assertTrue(error.getMessage().contains("line 2"), error.getMessage());
  }

  @Test
  void thePublishedCatalogueIsReadable() throws IOException {
    assertTrue(CatalogueEntry.read(Path.of("../../ci/data/catalogue.tsv")).size() > 200);
  }

  private static int differing(String a, String b) {
    int bits = 0;
    for (int i = 0; i < a.length(); i++) {
      bits += Integer.bitCount(Character.digit(a.charAt(i), 16) ^ Character.digit(b.charAt(i), 16));
    }
    return bits;
  }

  /** A format 2 resource file with one compressed file in its root folder. */
  private static byte[] resource(String name, byte[] content) throws IOException {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] packed = new byte[200];
    int length = deflater.deflate(packed);
    deflater.end();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    int names = 20;
    int data = names + 6 + 2 * name.length();
    int tree = data + 8 + length;
    out.writeInt(0x71726573);
    out.writeInt(2);
    out.writeInt(tree);
    out.writeInt(data);
    out.writeInt(names);
    out.writeShort(name.length());
    out.writeInt(0);
    out.writeChars(name);
    out.writeInt(4 + length);
    out.writeInt(content.length);
    out.write(packed, 0, length);
    node(out, 2, 1, 1);
    node(out, 1, 0, 0);
    return bytes.toByteArray();
  }

  private static void node(DataOutputStream out, int flags, int third, int fourth)
      throws IOException {
    out.writeInt(0);
    out.writeShort(flags);
    out.writeInt(third);
    out.writeInt(fourth);
    out.writeLong(0);
  }
}
