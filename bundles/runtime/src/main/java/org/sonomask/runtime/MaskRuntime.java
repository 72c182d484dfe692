// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskListener;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.MaskService;
import org.sonomask.api.MaskStream;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.StreamSettings;
import org.sonomask.api.WindowListener;
import org.sonomask.runtime.internal.Audience;
import org.sonomask.runtime.internal.Ranked;
import org.sonomask.runtime.internal.schedule.Batcher;
import org.sonomask.runtime.internal.schedule.Crew;
import org.sonomask.runtime.internal.schedule.Slot;
import org.sonomask.runtime.internal.stream.Host;
import org.sonomask.runtime.internal.stream.RuntimeStream;
import org.sonomask.runtime.internal.stream.Surroundings;

/**
 * The mask service. Segmenters, prior providers, filters and listeners may come and go while
 * streams play; it uses but does not own them. In OSGi a component feeds it from the service
 * registry, elsewhere:
 *
 * <pre>{@code
 * try (MaskRuntime runtime = new MaskRuntime(RuntimeSettings.DEFAULT)) {
 *   runtime.addSegmenter(segmenter, 0);
 *   MaskStream stream = runtime.open(settings);
 *   ...
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MaskRuntime implements MaskService, MaskMonitor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MaskRuntime.class);

  private final RuntimeSettings settings;
  private final Ranked<PriorProvider> priors = new Ranked<>();
  private final Ranked<MaskFilter> filters = new Ranked<>();
  private final Audience<MaskListener> listeners = new Audience<>("mask listener");
  private final Audience<WindowListener> windowListeners = new Audience<>("window listener");
  private final Ranked<Host> hosts = new Ranked<>();
  private final Map<Segmenter, Host> hostOf = new IdentityHashMap<>();
  private final List<RuntimeStream> streams = new ArrayList<>();
  private final Crew crew = Crew.ofHalfTheProcessors();

  /** Starts with nothing. */
  public MaskRuntime(RuntimeSettings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized MaskStream open(StreamSettings streamSettings) {
    if (streams.size() >= settings.maxStreams()) {
      throw new IllegalStateException(
          settings.maxStreams()
              + " streams are open already; close one or raise max.streams of"
              + " sonomask.scheduler");
    }
    RuntimeStream stream = new RuntimeStream(streamSettings, settings, new Around());
    stream.attach(hostFor(stream.model()));
    streams.add(stream);
    return stream;
  }

  /**
   * Lets streams use a segmenter; {@link #removeSegmenter} must be called before it is closed.
   * Segmenters of the same model and ranking share its streams, as those of several devices do.
   */
  public synchronized void addSegmenter(Segmenter segmenter, int ranking) {
    Host same = hostOf(segmenter.info(), ranking);
    Host host = same == null ? newHost(segmenter.info(), ranking) : same;
    host.batcher().add(segmenter);
    hostOf.put(segmenter, host);
    if (same == null) {
      hosts.add(host, ranking);
      attachAll();
    }
  }

  private Host newHost(SegmenterInfo info, int ranking) {
    Batcher batcher = new Batcher(priors::best, settings.maxBatch(), settings.maxWait(), crew);
    return new Host(info, ranking, batcher);
  }

  private Host hostOf(SegmenterInfo info, int ranking) {
    for (Host host : hosts.all()) {
      if (host.ranking() == ranking && host.info().equals(info)) {
        return host;
      }
    }
    return null;
  }

  /** Takes a segmenter out of use; returns when the inference under way is over. */
  public void removeSegmenter(Segmenter segmenter) {
    Host host;
    synchronized (this) {
      host = hostOf.remove(segmenter);
      if (host == null) {
        return;
      }
      if (!hostOf.containsValue(host)) {
        hosts.remove(host);
        attachAll();
      }
    }
    host.batcher().remove(segmenter);
  }

  /**
   * A stream that cannot use its model, for want of memory most likely, does not stop the others.
   */
  private void attachAll() {
    for (RuntimeStream stream : streams) {
      try {
        stream.attach(hostFor(stream.model()));
      } catch (RuntimeException | Error e) {
        LOG.error(
            "stream {} cannot use its model and goes on without new masks: give Java more memory or"
                + " open fewer streams",
            stream.name(),
            e);
      }
    }
  }

  private Host hostFor(String model) {
    for (Host host : hosts.all()) {
      if (model.isEmpty() || model.equals(host.info().model())) {
        return host;
      }
    }
    return null;
  }

  public void addPriorProvider(PriorProvider provider, int ranking) {
    priors.add(provider, ranking);
  }

  public void removePriorProvider(PriorProvider provider) {
    priors.remove(provider);
  }

  public void addFilter(MaskFilter filter, int ranking) {
    filters.add(filter, ranking);
  }

  public void removeFilter(MaskFilter filter) {
    filters.remove(filter);
  }

  public void addListener(MaskListener listener) {
    listeners.add(listener);
  }

  public void removeListener(MaskListener listener) {
    listeners.remove(listener);
  }

  public void addWindowListener(WindowListener listener) {
    windowListeners.add(listener);
  }

  public void removeWindowListener(WindowListener listener) {
    windowListeners.remove(listener);
  }

  @Override
  public synchronized List<StreamStatus> streams() {
    return streams.stream().map(RuntimeStream::status).toList();
  }

  @Override
  public synchronized List<ModelStatus> models() {
    return hosts.all().stream().map(this::status).toList();
  }

  private ModelStatus status(Host host) {
    int users = (int) streams.stream().filter(stream -> stream.uses(host)).count();
    return host.batcher().status(host.info(), users);
  }

  /** Closes all streams and lets go of all segmenters. */
  @Override
  public void close() {
    List<RuntimeStream> open;
    List<Segmenter> used;
    synchronized (this) {
      open = List.copyOf(streams);
      used = List.copyOf(hostOf.keySet());
    }
    open.forEach(RuntimeStream::close);
    used.forEach(this::removeSegmenter);
    crew.close();
  }

  /** What the streams see of it. */
  private final class Around implements Surroundings {
    @Override
    public List<MaskFilter> filters() {
      return filters.all();
    }

    @Override
    public void tell(MaskFrame mask) {
      listeners.tell(mask.stream(), listener -> listener.onMask(mask));
    }

    @Override
    public void tell(MaskFrame mask, Slot slot) {
      windowListeners.tell(mask.stream(), listener -> listener.onWindow(slot.window(mask)));
    }

    @Override
    public void closed(RuntimeStream stream) {
      synchronized (MaskRuntime.this) {
        streams.remove(stream);
      }
    }
  }
}
