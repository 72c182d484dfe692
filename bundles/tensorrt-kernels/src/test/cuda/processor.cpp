// SPDX-License-Identifier: Apache-2.0
// A stand-in for the CUDA driver on a processor: what our operators call of it, over the kernels' own source.
#include <cuda_fp16.h>
#include <kernels.cu>
#include <functional>
#include <map>
#include <string>
#include <thread>


namespace {

using Kernel = std::function<void(void**)>;

template <typename... T, size_t... I>
void call(void (*kernel)(T...), void** arguments, std::index_sequence<I...>) {
  kernel(*static_cast<std::remove_reference_t<T>*>(arguments[I])...);
}

template <typename... T>
Kernel kernel(void (*function)(T...)) {
  return [function](void** arguments) { call(function, arguments, std::index_sequence_for<T...>{}); };
}

std::map<std::string, Kernel> kernels = {
    {"deformable_sampling", kernel(deformable_sampling)},
    {"depthwise_gelu", kernel(depthwise_gelu)},
    {"add_layer_norm", kernel(add_layer_norm)},
    {"enlarged_sum", kernel(enlarged_sum)},
    {"attention", kernel(attention)},
};

}  // namespace

extern "C" int cuCtxGetCurrent(void** context) {
  static int only;
  *context = &only;
  return 0;
}

extern "C" int cuModuleLoadData(void** module, const void*) { return cuCtxGetCurrent(module); }

extern "C" int cuModuleGetFunction(void** function, void*, const char* name) {
  const auto found = kernels.find(name);
  if (found == kernels.end()) {
    return 500;
  }
  *function = &found->second;
  return 0;
}

extern "C" int cuGetErrorName(int, const char** name) {
  *name = "CUDA_ERROR_NOT_FOUND";
  return 0;
}

// One crew of threads takes all blocks, one after the other.
extern "C" int cuLaunchKernel(void* function, unsigned blocks_x, unsigned blocks_y, unsigned blocks_z,
                              unsigned threads, unsigned, unsigned, unsigned, void*, void** arguments,
                              void**) {
  const Kernel& kernel = *static_cast<Kernel*>(function);
  gridDim = {static_cast<int>(blocks_x), static_cast<int>(blocks_y), static_cast<int>(blocks_z)};
  blockDim = {static_cast<int>(threads), 1, 1};
  block = std::make_unique<std::barrier<>>(threads);
  warps.clear();
  for (unsigned i = 0; i < threads; i += kWarp) {
    warps.push_back(std::make_unique<Warp>());
  }
  std::barrier<> done(threads);
  std::vector<std::thread> crew;
  for (int thread = 0; thread < blockDim.x; thread++) {
    crew.emplace_back([&, thread] {
      threadIdx = {thread, 0, 0};
      for (int z = 0; z < gridDim.z; z++) {
        for (int y = 0; y < gridDim.y; y++) {
          for (int x = 0; x < gridDim.x; x++) {
            blockIdx = {x, y, z};
            kernel(arguments);
            done.arrive_and_wait();
          }
        }
      }
    });
  }
  for (std::thread& thread : crew) {
    thread.join();
  }
  return 0;
}
