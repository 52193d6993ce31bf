import twin_one
import twin_two

print(twin_one.run(twin_two.run))  # @run
print(twin_two.run(twin_one.run))
