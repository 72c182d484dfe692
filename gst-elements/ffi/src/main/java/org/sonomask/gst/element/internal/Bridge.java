// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sonomask.gst.element.ElementProvider;

/**
 * Lets objects of two class loaders that both hold {@code org.sonomask.gst.element} talk: an object
 * is seen through a proxy that has its interfaces of that package as the other loader knows them.
 * What is no such object (numbers, text, maps) passes as it is.
 */
final class Bridge implements InvocationHandler {
  private static final String SHARED = ElementProvider.class.getPackageName() + ".";

  private final Object target;
  private final Map<Method, Method> methods = new ConcurrentHashMap<>();

  private Bridge(Object target) {
    this.target = target;
  }

  /** A foreign provider, as one of ours. */
  static ElementProvider provider(Object foreign) {
    Object here = across(foreign, Bridge.class.getClassLoader());
    if (here instanceof ElementProvider provider) {
      return provider;
    }
    throw new IllegalArgumentException(foreign.getClass() + " is no ElementProvider");
  }

  private static Object across(Object object, ClassLoader loader) {
    if (object == null) {
      return null;
    }
    if (Proxy.isProxyClass(object.getClass())
        && Proxy.getInvocationHandler(object) instanceof Bridge back) {
      return back.target;
    }
    Set<Class<?>> seen = new LinkedHashSet<>();
    collect(object.getClass(), loader, seen);
    return seen.isEmpty()
        ? object
        : Proxy.newProxyInstance(loader, seen.toArray(Class<?>[]::new), new Bridge(object));
  }

  /** Finds the shared interfaces of a class, as the loader knows them. */
  private static void collect(Class<?> type, ClassLoader loader, Set<Class<?>> found) {
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.getName().startsWith(SHARED)) {
        try {
          found.add(Class.forName(parent.getName(), false, loader));
        } catch (ClassNotFoundException e) {
          continue;
        }
      }
      collect(parent, loader, found);
    }
    if (type.getSuperclass() != null) {
      collect(type.getSuperclass(), loader, found);
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Method there = methods.computeIfAbsent(method, this::find);
    Object[] converted = arguments == null ? new Object[0] : arguments.clone();
    for (int i = 0; i < converted.length; i++) {
      converted[i] = across(converted[i], target.getClass().getClassLoader());
    }
    try {
      Object result = there.invoke(target, converted);
      return across(result, method.getDeclaringClass().getClassLoader());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Method find(Method wanted) {
    for (Method candidate : target.getClass().getMethods()) {
      if (candidate.getName().equals(wanted.getName())
          && candidate.getParameterCount() == wanted.getParameterCount()) {
        candidate.setAccessible(true);
        return candidate;
      }
    }
    throw new IllegalStateException(
        target.getClass() + " has no " + wanted.getName() + ": restart the process");
  }
}
