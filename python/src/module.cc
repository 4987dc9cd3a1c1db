/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// isac_aigc._core: systems, batches of environments and policies as Python sees them. What people
// use is written in Python on top of it.

#include "slot-batch.h"
#include "slot-system.h"

#include "ns3/isac-policy.h"

#include <algorithm>
#include <memory>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <stdexcept>
#include <string>
#include <utility>

namespace py = pybind11;

namespace python
{

using namespace ns3::isac;

namespace
{

/// Arrays that are taken as they are, or copied into that form.
template <typename Value>
using Array = py::array_t<Value, py::array::c_style | py::array::forcecast>;

/// A policy, with the system that its environments need.
struct Decider
{
    /**
     * @param owner of the options
     * @param name of the policy
     * @param seed of its own random numbers
     */
    Decider(std::shared_ptr<const SlotSystem> owner, const std::string& name, uint64_t seed)
        : system(std::move(owner)),
          player(system->MakePlayer(name, seed))
    {
        const auto environment = player.makeEnvironment(1);
        space = environment->GetActionSpace();
        size = environment->ObservationSize();
    }

    std::shared_ptr<const SlotSystem> system; //!< outlives the policy
    train::Player player;                     //!< decides
    ActionSpace space;                        //!< of its actions
    int size;                                 //!< values in an observation
};

/**
 * @param array any
 * @param rows expected
 * @param columns expected
 * @param part of an action, for the message
 * @throws std::invalid_argument if it has another shape
 */
template <typename Value>
void
RequireShape(const Array<Value>& array, py::ssize_t rows, py::ssize_t columns, const char* part)
{
    if (array.ndim() == 2 && array.shape(0) == rows && array.shape(1) == columns)
    {
        return;
    }
    std::string shape;
    for (py::ssize_t i = 0; i < array.ndim(); ++i)
    {
        shape += (i > 0 ? "x" : "") + std::to_string(array.shape(i));
    }
    throw std::invalid_argument(std::string(part) + " part of the action is " + shape +
                                ", expected " + std::to_string(rows) + "x" +
                                std::to_string(columns));
}

/**
 * @param batch of environments
 * @param seeds N
 * @return first observations, N x size
 */
template <typename Real>
py::array_t<Real>
Reset(SlotBatch& batch, const Array<uint64_t>& seeds)
{
    if (seeds.ndim() != 1 || seeds.shape(0) != batch.Count())
    {
        throw std::invalid_argument("expected " + std::to_string(batch.Count()) + " seeds");
    }
    py::array_t<Real> observation({batch.Count(), batch.ObservationSize()});
    const uint64_t* from = seeds.data();
    Real* to = observation.mutable_data();
    const py::gil_scoped_release release;
    batch.Reset(from, to);
    return observation;
}

/**
 * @param batch of environments
 * @param categorical choices, N x categories
 * @param continuous values, N x continuous
 * @return observation, reward, terminated, truncated, metrics, final observation or None if no
 * episode came to its end, derivative of the reward or None
 */
template <typename Real>
py::tuple
Step(SlotBatch& batch, const Array<int64_t>& categorical, const Array<double>& continuous)
{
    const int count = batch.Count();
    const ActionSpace& space = batch.GetActionSpace();
    RequireShape(categorical,
                 count,
                 static_cast<py::ssize_t>(space.categories.size()),
                 "categorical");
    RequireShape(continuous, count, space.continuous, "continuous");
    const ActionSource actions{categorical.data(), continuous.data()};
    batch.Check(actions);

    py::array_t<Real> observation({count, batch.ObservationSize()});
    py::array_t<double> reward(count);
    py::array_t<bool> terminated(count);
    py::array_t<bool> truncated(count);
    py::array_t<double> metrics({count, static_cast<int>(batch.MetricNames().size())});
    const StepTarget<Real> target{observation.mutable_data(),
                                  reward.mutable_data(),
                                  terminated.mutable_data(),
                                  truncated.mutable_data(),
                                  metrics.mutable_data()};
    bool over = false;
    {
        const py::gil_scoped_release release;
        over = batch.Step(actions, target);
    }
    py::object finalObservation = py::none();
    if (over)
    {
        py::array_t<Real> rows({count, batch.ObservationSize()});
        batch.CopyFinal(rows.mutable_data());
        finalObservation = std::move(rows);
    }
    py::object gradient = py::none();
    const Eigen::MatrixXd& known = batch.GetRewardGradient();
    if (known.size() > 0)
    {
        // In the order of NumPy's own matrices.
        py::array_t<double> rows({count, space.continuous});
        Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
            rows.mutable_data(),
            known.rows(),
            known.cols()) = known;
        gradient = std::move(rows);
    }
    return py::make_tuple(observation,
                          reward,
                          terminated,
                          truncated,
                          metrics,
                          finalObservation,
                          gradient);
}

/**
 * @param decider whose policy is asked
 * @param observations N x size
 * @return choices and values, N rows each
 */
py::tuple
Act(const Decider& decider, const Array<double>& observations)
{
    const ActionSpace& space = decider.space;
    const int size = decider.size;
    if (observations.ndim() != 2 || observations.shape(1) != size)
    {
        throw std::invalid_argument("expected observations of " + std::to_string(size) + " values");
    }
    const auto count = static_cast<int>(observations.shape(0));
    const auto categories = static_cast<int>(space.categories.size());
    py::array_t<int64_t> categorical({count, categories});
    py::array_t<double> continuous({count, space.continuous});
    const double* from = observations.data();
    int64_t* choices = categorical.mutable_data();
    double* values = continuous.mutable_data();
    {
        const py::gil_scoped_release release;
        for (int i = 0; i < count; ++i)
        {
            const Eigen::Map<const Eigen::VectorXd> observation(from + i * size, size);
            const Action action = decider.player.policy->Act(observation);
            std::copy_n(action.categorical.data(), categories, choices + i * categories);
            std::copy_n(action.continuous.data(), space.continuous, values + i * space.continuous);
        }
    }
    return py::make_tuple(categorical, continuous);
}

} // namespace

} // namespace python

PYBIND11_MODULE(_core, module)
{
    using namespace python;
    using ns3::isac::ActionSpace;

    module.doc() = "Systems of isac-aigc at slot level, in C++.";
    module.def("systems", &train::GetTrainSystems, "Name of each system and what it is.");

    py::class_<Decider>(module, "Policy")
        .def("act", &Act, py::arg("observations"))
        .def("seed",
             [](const Decider& decider, uint64_t seed) { decider.player.policy->Seed(seed); })
        .def("make", [](const Decider& decider, int count) {
            return std::make_unique<SlotBatch>([&] { return decider.player.makeEnvironment(1); },
                                               count);
        });

    py::class_<SlotSystem, std::shared_ptr<SlotSystem>>(module, "System")
        .def(py::init<const std::string&, const Texts&>(), py::arg("name"), py::arg("settings"))
        .def("settings", &SlotSystem::GetSettings)
        .def("attributes", &SlotSystem::GetAttributes)
        .def("make",
             [](const SlotSystem& system, int count) {
                 return std::make_unique<SlotBatch>([&] { return system.MakeEnvironment(); },
                                                    count);
             })
        .def("policy",
             [](const std::shared_ptr<SlotSystem>& system, const std::string& name, uint64_t seed) {
                 return Decider(system, name, seed);
             });

    py::class_<SlotBatch>(module, "Batch")
        .def_property_readonly("count", &SlotBatch::Count)
        .def_property_readonly("size", &SlotBatch::ObservationSize)
        .def_property_readonly(
            "categories",
            [](const SlotBatch& batch) { return batch.GetActionSpace().categories; })
        .def_property_readonly(
            "continuous",
            [](const SlotBatch& batch) { return batch.GetActionSpace().continuous; })
        .def_property_readonly("metrics", &SlotBatch::MetricNames)
        .def("reset32", &Reset<float>, py::arg("seeds"))
        .def("reset64", &Reset<double>, py::arg("seeds"))
        .def("step32", &Step<float>, py::arg("categorical"), py::arg("continuous"))
        .def("step64", &Step<double>, py::arg("categorical"), py::arg("continuous"));
}
