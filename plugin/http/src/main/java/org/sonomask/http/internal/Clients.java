// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients that stay connected to one servlet: so many at most, and none when it ends. */
final class Clients {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

  private final Semaphore places;
  private final CountDownLatch end = new CountDownLatch(1);

  Clients(int most) {
    places = new Semaphore(most);
  }

  /** Serves one client until it goes. */
  @FunctionalInterface
  interface Service {
    void serve() throws IOException, InterruptedException;
  }

  /** Serves a client on this thread if there is a place for it, else says 503. */
  void serve(HttpServletResponse response, Service service) throws IOException {
    if (!places.tryAcquire()) {
      Json.refuse(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "too many clients; come back when one has gone");
      return;
    }
    try {
      service.serve();
    } catch (IOException gone) {
      LOG.debug("a client went: {}", gone.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  /** Waits; says whether to go on. */
  boolean pause(long millis) throws InterruptedException {
    return !end.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Whether to go on. */
  boolean goOn() {
    return end.getCount() > 0;
  }

  /** Sends all away. */
  void close() {
    end.countDown();
  }
}
