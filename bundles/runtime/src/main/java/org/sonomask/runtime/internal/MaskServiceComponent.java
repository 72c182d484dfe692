// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskListener;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.MaskService;
import org.sonomask.api.MaskStream;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.Segmenter;
import org.sonomask.api.StreamSettings;
import org.sonomask.api.WindowListener;
import org.sonomask.runtime.MaskRuntime;
import org.sonomask.runtime.RuntimeSettings;

/** Publishes the mask service and feeds it from the service registry. */
@Component(immediate = true, configurationPid = "sonomask.scheduler")
@Designate(ocd = MaskServiceComponent.Configuration.class)
public final class MaskServiceComponent implements MaskService, MaskMonitor {

  /** The configuration. */
  @ObjectClassDefinition(name = "Sonomask scheduler", description = "How streams share the model.")
  public @interface Configuration {
    /** See {@link RuntimeSettings#maxStreams}. */
    @AttributeDefinition(min = "1", description = "Streams that may be open at a time.")
    int max_streams() default 256;

    /** See {@link RuntimeSettings#maxBatch}. */
    @AttributeDefinition(
        min = "1",
        max = "256",
        description = "Windows that one inference takes at most.")
    int max_batch() default 8;

    /** See {@link RuntimeSettings#maxWait}. */
    @AttributeDefinition(
        min = "0",
        max = "60000",
        description = "Milliseconds that a window waits to fill a batch.")
    long max_wait_ms() default 10;

    /** See {@link RuntimeSettings#queue}. */
    @AttributeDefinition(min = "1", description = "Windows under way of a stream that is not live.")
    int queue() default 48;

    /** See {@link RuntimeSettings#silence}. */
    @AttributeDefinition(
        max = "0",
        description = "Level in dBFS below which nothing sounds; -1000 asks the model always.")
    double silence_dbfs() default -60;
  }

  private final MaskRuntime runtime;

  /** Starts without streams. */
  @Activate
  public MaskServiceComponent(Configuration configuration) {
    runtime =
        new MaskRuntime(
            new RuntimeSettings(
                configuration.max_streams(),
                configuration.max_batch(),
                TimeUnit.MILLISECONDS.toNanos(configuration.max_wait_ms()),
                configuration.queue(),
                configuration.silence_dbfs()));
  }

  @Deactivate
  void close() {
    runtime.close();
  }

  @Override
  public MaskStream open(StreamSettings settings) {
    return runtime.open(settings);
  }

  @Override
  public List<StreamStatus> streams() {
    return runtime.streams();
  }

  @Override
  public List<ModelStatus> models() {
    return runtime.models();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSegmenter(Segmenter segmenter, Map<String, Object> properties) {
    runtime.addSegmenter(segmenter, ranking(properties));
  }

  void removeSegmenter(Segmenter segmenter) {
    runtime.removeSegmenter(segmenter);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addPriorProvider(PriorProvider provider, Map<String, Object> properties) {
    runtime.addPriorProvider(provider, ranking(properties));
  }

  void removePriorProvider(PriorProvider provider) {
    runtime.removePriorProvider(provider);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFilter(MaskFilter filter, Map<String, Object> properties) {
    runtime.addFilter(filter, ranking(properties));
  }

  void removeFilter(MaskFilter filter) {
    runtime.removeFilter(filter);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(MaskListener listener) {
    runtime.addListener(listener);
  }

  void removeListener(MaskListener listener) {
    runtime.removeListener(listener);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addWindowListener(WindowListener listener) {
    runtime.addWindowListener(listener);
  }

  void removeWindowListener(WindowListener listener) {
    runtime.removeWindowListener(listener);
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
  }
}
