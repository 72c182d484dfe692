// SPDX-License-Identifier: Apache-2.0
// A stand-in for the CUDA driver on a processor: what our operators call of it, over the kernels'
// own source.
#include <cuda_fp16.h>
#include <kernels.cu>
#include <hopper.cu>
#include <functional>
#include <map>
#include <string>
#include <thread>


namespace {

// A kernel, and how many blocks a cluster of it has.
struct Kernel {
  std::function<void(void**)> call;
  int cluster;
};

template <typename... T, size_t... I>
void call(void (*kernel)(T...), void** arguments, std::index_sequence<I...>) {
  kernel(*static_cast<std::remove_reference_t<T>*>(arguments[I])...);
}

template <typename... T>
Kernel kernel(void (*function)(T...), int cluster = 1) {
  const auto called = [function](void** arguments) {
    call(function, arguments, std::index_sequence_for<T...>{});
  };
  return {called, cluster};
}

// CUresult's.
constexpr int kInvalidValue = 1;

constexpr unsigned kPlainSharedBytes = 48 << 10;
constexpr int kMostSharedBytes = 232448;
constexpr int kSharedBytesAttribute = 8;
// How many bytes of shared memory a function has been allowed.
std::map<void*, unsigned> most_shared;

std::map<std::string, Kernel> kernels = {
    {"deformable_sampling", kernel(deformable_sampling)},
    {"depthwise_gelu", kernel(depthwise_gelu)},
    {"add_layer_norm", kernel(add_layer_norm)},
    {"hopper_band_depthwise_gelu_64", kernel(hopper_band_depthwise_gelu_64)},
    {"hopper_band_depthwise_gelu_128", kernel(hopper_band_depthwise_gelu_128)},
    {"hopper_product_depthwise_gelu", kernel(hopper_product_depthwise_gelu)},
    {"product_layer_norm_64", kernel(product_layer_norm_64)},
    {"product_layer_norm_128", kernel(product_layer_norm_128)},
    {"hopper_product_layer_norm", kernel(hopper_product_layer_norm)},
    {"enlarged_sum", kernel(enlarged_sum)},
    {"attention", kernel(attention)},
    {"spatial_reduction_64", kernel(spatial_reduction_64)},
    {"spatial_reduction_128", kernel(spatial_reduction_128)},
    {"hopper_spatial_reduction", kernel(hopper_spatial_reduction, 2)},
    {"attention_block_1", kernel(attention_block_1)},
    {"attention_block_2", kernel(attention_block_2)},
    {"hopper_attention_block", kernel(hopper_attention_block)},
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

extern "C" int cuGetErrorName(int status, const char** name) {
  *name = status == kInvalidValue ? "CUDA_ERROR_INVALID_VALUE" : "CUDA_ERROR_NOT_FOUND";
  return 0;
}

// Allows as much as an H100 does.
extern "C" int cuFuncSetAttribute(void* function, int attribute, int value) {
  if (attribute != kSharedBytesAttribute || value > kMostSharedBytes) {
    return kInvalidValue;
  }
  most_shared[function] = value;
  return 0;
}

// One crew of threads takes all clusters, one after the other.
extern "C" int cuLaunchKernel(void* function, unsigned blocks_x, unsigned blocks_y,
                              unsigned blocks_z, unsigned threads, unsigned, unsigned,
                              unsigned shared_bytes, void*, void** arguments, void**) {
  if (shared_bytes > std::max(kPlainSharedBytes, most_shared[function])) {
    return kInvalidValue;
  }
  const Kernel& kernel = *static_cast<Kernel*>(function);
  if (blocks_x % kernel.cluster != 0) {
    return kInvalidValue;
  }
  gridDim = {static_cast<int>(blocks_x), static_cast<int>(blocks_y), static_cast<int>(blocks_z)};
  blockDim = {static_cast<int>(threads), 1, 1};
  cluster.clear();
  for (int rank = 0; rank < kernel.cluster; rank++) {
    cluster.push_back(std::make_unique<Block>(blockDim.x));
  }
  // All NaN, for no kernel may rely on what lies there.
  shared.resize((shared_bytes + sizeof(Kilobyte) - 1) / sizeof(Kilobyte) * kernel.cluster);
  memset(shared.data(), 0xff, shared.size() * sizeof(Kilobyte));
  const int all = blockDim.x * kernel.cluster;
  cluster_meeting = std::make_unique<std::barrier<>>(all);
  std::barrier<> done(all);
  std::vector<std::thread> crew;
  for (int thread = 0; thread < all; thread++) {
    crew.emplace_back([&, thread] {
      threadIdx = {thread % blockDim.x, 0, 0};
      own_rank = thread / blockDim.x;
      for (int z = 0; z < gridDim.z; z++) {
        for (int y = 0; y < gridDim.y; y++) {
          for (int x = own_rank; x < gridDim.x; x += kernel.cluster) {
            blockIdx = {x, y, z};
            copies.assign(1, {});
            products.assign(1, {});
            kernel.call(arguments);
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
